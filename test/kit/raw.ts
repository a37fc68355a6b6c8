import { request } from 'node:http';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** The status of a request whose address goes out letter by letter: `fetch` would tidy it. */
export function rawStatus(url: string, { method, path, headers, body }: RawRequest) {
  const { hostname, port } = new URL(url);
  return new Promise<number>((resolve, reject) => {
    const sent = request(
      {
        ...{ hostname, port, method, path: `/api/v1${path}` },
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
