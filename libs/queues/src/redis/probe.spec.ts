import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';

import { PrivateRedis } from './private-redis.js';
import { probeRedis } from './probe.js';
import { runtimeDirectory } from './runtime-directory.js';
import { socketCommand } from './socket-command.js';

let dataDir: string;
let redis: PrivateRedis;
let url: string;
beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'probed-redis-'));
  redis = await PrivateRedis.start({ dataDir, report: () => undefined });
  const port = await freePort();
  await socketCommand(redis.socketPath, `CONFIG SET port ${port}`);
  url = `redis://127.0.0.1:${port}`;
});
afterEach(async () => {
  await redis.stop();
  rmSync(runtimeDirectory(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true });
});

describe('a Redis that is asked whether it is there', () => {
  it('answers', async () => {
    expect(await probeRedis(url)).toBe('answers');
  });

  it('refuses whoever has no password, or a wrong one', async () => {
    await socketCommand(redis.socketPath, 'CONFIG SET requirepass pa55');
    expect(await probeRedis(url)).toBe('refused');
    expect(await probeRedis(url.replace('://', '://:wr0ng@'))).toBe('refused');
    const allowed = url.replace('://', '://:pa55@');
    expect(await probeRedis(allowed)).toBe('answers');
    const client = new Redis(allowed);
    await client.config('SET', 'requirepass', '');
    client.disconnect();
  });

  it('is down when it is gone, and when it says nothing', async () => {
    await redis.stop();
    expect(await probeRedis(url)).toBe('down');
    const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    expect(await probeRedis(`redis://127.0.0.1:${await portOf(silent)}`)).toBe('down');
    await new Promise((resolve) => silent.close(resolve));
  });

  it('keeps nobody waiting once it is known to be gone', async () => {
    await redis.stop();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
    const before = timers();
    expect(await probeRedis(url)).toBe('down');
    expect(timers()).toEqual(before);
  });

  it.each(['', 'localhost:6379', 'http://127.0.0.1', 'redis://'])(
    'is none at such an address: %j',
    async (address) => {
      expect(await probeRedis(address)).toBe('malformed');
    },
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}
