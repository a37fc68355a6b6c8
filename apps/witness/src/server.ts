import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Witness } from './witness.js';

/** A note of 1,000,000 bytes and its proof fit in. */
const BODY_MAX = 1_100_000;
/** Of each, as much of a body may lie in memory. */
const CONNECTIONS_MAX = 100;
const REQUEST_WITHIN_MS = 10_000;

export interface WitnessServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface WitnessPlace {
  readonly host: string;
  readonly port: number;
  /** How long a request may take to arrive. */
  readonly requestWithinMs?: number;
}

/** Serves `POST /add-checkpoint`. */
export async function serveWitness(
  witness: Witness,
  { host, port, requestWithinMs = REQUEST_WITHIN_MS }: WitnessPlace,
): Promise<WitnessServer> {
  const limits = {
    requestTimeout: requestWithinMs,
    // By itself Node looks every half minute.
    connectionsCheckingInterval: requestWithinMs / 10,
  };
  const server: Server = createServer(limits, (request, response) => {
    // Only whoever asks can fail here, by going away.
    handle(witness, request, response).catch(() => response.destroy());
  });
  server.maxConnections = CONNECTIONS_MAX;
  await once(server.listen(port, host), 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function handle(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body, type, ...more } = await answerTo(witness, request);
  send(response, status, body, { 'content-type': type, ...more });
}

type Answer = { readonly status: number; readonly body: string; readonly type: string } & Readonly<
  Record<string, string | number>
>;
const TEXT = 'text/plain; charset=utf-8';

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Answer> {
  if (request.url !== '/add-checkpoint')
    return {
      status: 404,
      body: 'Ở đây không có gì: bên chứng kiến chỉ nhận POST /add-checkpoint.\n',
      type: TEXT,
    };
  if (request.method !== 'POST')
    return { status: 405, body: 'Chỉ nhận POST.\n', type: TEXT, allow: 'POST' };
  const body = await readBody(request);
  return body
    ? { ...witness.addCheckpoint(body) }
    : { status: 413, body: 'Yêu cầu lớn quá.\n', type: TEXT, connection: 'close' };
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_MAX) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string | number>>,
): void {
  response.writeHead(status, headers);
  response.end(body);
}
