import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { generateSignerKey } from '#libs/log-format';

import { serveWitness, type WitnessServer } from './server.js';
import { StateFile } from './state-file.js';
import { Witness } from './witness.js';

const CONNECTIONS_MAX = 100;
const head = (length: number) =>
  `POST /add-checkpoint HTTP/1.1\r\nhost: witness\r\ncontent-length: ${length}\r\n\r\n`;
/** Whole, and no request of a log. */
const ANSWERED = 400;

let folder: string;
let server: WitnessServer;
let open: Socket[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'totrinh-witness-'));
  open = [];
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function serve(limits: { readonly requestWithinMs?: number }): Promise<void> {
  const key = generateSignerKey('kiem-tra.example/w1', 'cosignature');
  const state = StateFile.begin(join(folder, 'state'));
  const witness = new Witness({ key, logs: [], state, now: () => 0, report: () => undefined });
  server = await serveWitness(witness, { host: '127.0.0.1', port: 0, ...limits });
}

async function connected(): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  open.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** All that is answered, until the connection is closed. */
async function answerTo(sent: string): Promise<string> {
  const socket = await connected();
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part)).on('error', () => undefined);
  socket.write(sent);
  await once(socket, 'close');
  return Buffer.concat(parts).toString();
}

const status = async () =>
  (await fetch(`${server.url}/add-checkpoint`, { method: 'POST', body: 'old' })).status;

describe('a request that does not end', () => {
  it.each([
    ['its first line', 'POST /add-ch'],
    ['its headers', 'POST /add-checkpoint HTTP/1.1\r\nhost: witness\r\n'],
    ['its body', `${head(100)}old`],
    ['the body that it announces', `${head(5_000_000_000)}old`],
  ])(
    'is given up within %s, and nobody waits for it',
    async (_where, sent) => {
      await serve({ requestWithinMs: 500 });
      const answer = answerTo(sent);
      expect(await status()).toBe(ANSWERED);
      expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
    },
    20_000,
  );
});

describe('more connections than there is memory for', () => {
  it('are closed, those that were there before are answered', async () => {
    await serve({});
    const before = await Promise.all(Array.from({ length: CONNECTIONS_MAX }, connected));
    const answered = Promise.all(before.map((socket) => once(socket, 'data')));
    const late = await connected();
    late.on('error', () => undefined);
    await once(late, 'close');
    for (const socket of before) socket.write(`${head(3)}old`);
    for (const [answer] of await answered) expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  }, 20_000);
});

describe('whoever looks at a witness with a browser', () => {
  it('is told in Vietnamese what is there', async () => {
    await serve({});
    const elsewhere = await fetch(server.url);
    expect([elsewhere.status, await elsewhere.text()]).toEqual([
      ...[404, 'Ở đây không có gì: bên chứng kiến chỉ nhận POST /add-checkpoint.\n'],
    ]);
    const read = await fetch(`${server.url}/add-checkpoint`);
    expect([read.status, await read.text()]).toEqual([405, 'Chỉ nhận POST.\n']);
  });
});
