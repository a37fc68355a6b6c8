import { setTimeout as wait } from 'node:timers/promises';

import { CommandFailure, EXIT, type ExitCode } from './exit.js';

interface Problem {
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
  /** What is wrong with each field, as a sentence. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What the service refused, as the sentence it gave. */
export class ServiceRefusal extends CommandFailure {
  constructor(readonly problem: Problem) {
    const { detail = `HTTP ${problem.status}`, errors = [] } = problem;
    const fields = errors.map((error) => `${error.pointer.slice(1)}: ${error.detail}`);
    super(exitOf(problem), fields.join(' ') || detail);
  }
}

const TRIES_MAX = 5;
const RETRY_MS = 200;

/** Speaks HTTP to the service as one person, or as the operator of the data directory. */
export class ServiceClient {
  #cookie: string | null = null;

  constructor(
    private readonly url: string,
    private readonly operatorToken: string | null = null,
  ) {}

  async signIn(username: string, password: string): Promise<void> {
    const response = await this.#send('POST', '/session', { username, password }, {});
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? null;
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.#send('GET', path, null, {})).json()) as Answer;
  }

  /** A command: sent again with the same id while the service is busy, it is carried out once. */
  async command<Answer>(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    { commandId, revision }: { readonly commandId?: string; readonly revision?: number } = {},
  ): Promise<Answer> {
    const response = await this.#send(method, path, body, {
      ...(commandId !== undefined && { 'idempotency-key': commandId }),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
    });
    const text = await response.text();
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }

  /** A long answer as it comes. */
  async stream(path: string): Promise<AsyncIterable<Uint8Array>> {
    return this.#bodyOf(await this.#send('GET', path, null, {}));
  }

  /** A command that answers a line of JSON at a time, while it works. */
  async lines(path: string, body: object, take: (line: unknown) => void): Promise<void> {
    const response = await this.#send('POST', path, body, {});
    const decoder = new TextDecoder();
    let text = '';
    for await (const part of this.#bodyOf(response)) {
      const lines = (text + decoder.decode(part, { stream: true })).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) take(JSON.parse(line));
    }
  }

  async #send(
    method: string,
    path: string,
    body: object | null,
    headers: Record<string, string>,
  ): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const response = await this.#reach(path, {
        method,
        headers: {
          ...headers,
          ...(body && { 'content-type': 'application/json' }),
          ...(this.#cookie && { cookie: this.#cookie }),
          ...(this.operatorToken && { authorization: `Bearer ${this.operatorToken}` }),
        },
        body: body && JSON.stringify(body),
      });
      if (response.ok) return response;
      const problem = await problemIn(response);
      if (problem.status !== 503 || isReadOnly(problem) || tries === TRIES_MAX)
        throw new ServiceRefusal(problem);
      await wait(RETRY_MS * tries);
    }
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.url}/api/v1${path}`, init);
    } catch (error) {
      throw lostService(this.url, error);
    }
  }

  async *#bodyOf({ body }: Response): AsyncGenerator<Uint8Array> {
    try {
      for await (const part of body ?? []) yield part as Uint8Array;
    } catch (error) {
      throw lostService(this.url, error);
    }
  }
}

/** What answers without a problem is a proxy, or another program that took the port. */
async function problemIn(response: Response): Promise<Problem> {
  const { status } = response;
  return response.json().then(
    (said) => said as Problem,
    () => ({
      status,
      detail: `Dịch vụ ở ${response.url} trả lời không đọc được (HTTP ${status}).`,
    }),
  );
}

function lostService(url: string, error: unknown): CommandFailure {
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return new CommandFailure(
    EXIT.error,
    `Mất kết nối với dịch vụ ở ${url}${code === undefined ? '' : ` (${code})`}. ` +
      'Nếu dịch vụ đã dừng, hãy khởi động lại bằng npm start, rồi chạy lại lệnh này để làm tiếp.',
  );
}

/** Waiting does not mend a log. */
function isReadOnly({ code }: Problem): boolean {
  return code === 'log-read-only';
}

function exitOf(problem: Problem): ExitCode {
  const { status } = problem;
  if (isReadOnly(problem)) return EXIT.integrity;
  if (status === 401 || status === 403) return EXIT.notAllowed;
  if (status === 404) return EXIT.noData;
  if (status === 409 || status === 412) return EXIT.conflict;
  return status === 422 || status === 400 ? EXIT.usage : EXIT.error;
}
