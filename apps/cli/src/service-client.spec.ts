import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { announceServer } from '#libs/runtime';

import { EXIT } from './exit.js';
import { runningService } from './service-at-hand.js';
import { ServiceClient } from './service-client.js';

const RESTART = 'hãy khởi động lại bằng npm start';

let server: Server | null;
beforeEach(() => {
  server = null;
});
afterEach(() => void server?.close());

async function answering(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address of this machine where nobody listens. */
async function nobody(): Promise<string> {
  const url = await answering(() => undefined);
  await new Promise((closed) => server?.close(closed));
  return url;
}

async function failureOf(work: Promise<unknown>) {
  const { code, message } = (await work.then(
    () => null,
    (error: unknown) => error,
  )) as { readonly code: number; readonly message: string };
  expect(message).not.toMatch(/fetch failed|terminated|SyntaxError|TypeError/);
  return { code, message };
}

describe('a service', () => {
  it('is named, and how to start it again, where nobody answers any more', async () => {
    const url = await nobody();
    const { code, message } = await failureOf(new ServiceClient(url).get('/erasures'));
    expect(code).toBe(EXIT.error);
    expect(message).toContain(`Mất kết nối với dịch vụ ở ${url} (ECONNREFUSED).`);
    expect(message).toContain(RESTART);
  });

  it('is named where it breaks off in the middle of an answer', async () => {
    const url = await answering((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"stage":"log"}\n');
      setImmediate(() => response.destroy());
    });
    const client = new ServiceClient(url);
    const lines: unknown[] = [];
    const read = client.lines('/operator/backups', {}, (line) => void lines.push(line));
    const { code, message } = await failureOf(read);
    expect([code, message]).toEqual([EXIT.error, expect.stringContaining(RESTART)]);
  });

  it('is no service of ours where its refusal cannot be read', async () => {
    const url = await answering((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    });
    const { message } = await failureOf(new ServiceClient(url).get('/erasures'));
    expect(message).toBe(`Dịch vụ ở ${url}/api/v1/erasures trả lời không đọc được (HTTP 502).`);
  });

  it('is read to its end where it answers', async () => {
    const url = await answering((_request, response) => response.end('{"a":1}\n{"a":"ộ"}\n'));
    const lines: unknown[] = [];
    await new ServiceClient(url).lines('/x', {}, (line) => void lines.push(line));
    expect(lines).toEqual([{ a: 1 }, { a: 'ộ' }]);
  });

  it('that holds a directory and is silent is named as well', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'totrinh-silent-'));
    const url = await nobody();
    await announceServer(dataDir, url);
    const { code, message } = await failureOf(runningService(dataDir));
    rmSync(dataDir, { recursive: true });
    expect(code).toBe(EXIT.inUse);
    for (const words of [dataDir, url, RESTART.replace('hãy ', '')])
      expect(message).toContain(words);
  });
});

it('a refusal says which fields are not right, where the service does', async () => {
  const errors = [{ pointer: '?unitId', detail: 'Chưa điền.' }];
  const url = await answering((_request, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ status: 422, detail: 'Có trường chưa đúng.', errors }));
  });
  const refused = await failureOf(new ServiceClient(url).get('/operator/replay'));
  expect(refused).toEqual({ code: EXIT.usage, message: 'unitId: Chưa điền.' });
});
