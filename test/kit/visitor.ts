import { randomUUID } from 'node:crypto';

import { DEMONSTRATION_PASSWORD } from '#libs/scenarios';

import type { Acknowledged } from './contract.js';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What stands beside a command: its id, and the revision of the case that was seen. */
export interface Beside {
  readonly key?: string;
  readonly revision?: number;
  readonly method?: 'POST' | 'PUT';
}

/** Each time the service itself waits some seconds. */
const ASKED_MAX = 5;

/** Somebody who speaks HTTP to the service, signed in or not. */
export class Visitor {
  constructor(
    readonly url: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  static async signedIn(url: string, username: string): Promise<Visitor> {
    const nobody = new Visitor(url);
    const body = { username, password: DEMONSTRATION_PASSWORD };
    const { status, headers } = await nobody.send('POST', '/session', { body });
    const cookie = headers.get('set-cookie')?.split(';')[0];
    if (!cookie) throw new Error(`${username} cannot sign in: ${status}`);
    return new Visitor(url, { cookie });
  }

  static operator(url: string, token: string): Visitor {
    return new Visitor(url, { authorization: `Bearer ${token}` });
  }

  /** Whatever the answer is. A body that is text goes out as it is. */
  async send<Body = unknown>(
    method: string,
    path: string,
    { body, headers = {} }: Sent = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...this.headers, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    return { status, headers: response.headers, body: parsed(text) as Body };
  }

  /** The answer to a question that must be answered; views that lag are asked again, as is said. */
  async get<Body>(path: string): Promise<Body> {
    for (let asked = 1; ; asked++) {
      const answer = await this.send<Body>('GET', path);
      const { code } = answer.body as { readonly code?: unknown };
      if (code !== 'views-up-to-date' || asked === ASKED_MAX) return accepted(answer, path);
    }
  }

  /** A command, as a client sends it; whatever the answer is. */
  command<Body = unknown>(path: string, body: object, beside: Beside = {}): Promise<Answer<Body>> {
    const { key = randomUUID(), revision, method = 'POST' } = beside;
    const headers = {
      'idempotency-key': key,
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
    };
    return this.send<Body>(method, path, { body, headers });
  }

  /** A command that must be accepted. */
  async tell<Body = Acknowledged>(path: string, body: object, beside: Beside = {}): Promise<Body> {
    return accepted(await this.command<Body>(path, body, beside), path);
  }
}

function accepted<Body>({ status, body }: Answer<Body>, path: string): Body {
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
