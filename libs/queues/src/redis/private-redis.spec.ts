import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { appendFileSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { findRedisServer } from './find-server.js';
import { PrivateRedis, RedisNotStarted } from './private-redis.js';
import { RedisProcess } from './redis-process.js';
import { runtimeDirectory } from './runtime-directory.js';
import { answers, socketCommand } from './socket-command.js';

const server = findRedisServer() ?? 'redis-server';
let dataDir: string;
let problems: Error[];
let redis: PrivateRedis | null;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'private-redis-'));
  problems = [];
  redis = null;
});
afterEach(async () => {
  await redis?.stop();
  rmSync(runtimeDirectory(dataDir), { recursive: true });
  rmSync(dataDir, { recursive: true });
});

async function start(options: { server?: string } = {}): Promise<PrivateRedis> {
  const report = (problem: Error) => void problems.push(problem);
  redis = await PrivateRedis.start({ dataDir, report, ...options });
  return redis;
}

async function get(key: string): Promise<string | undefined> {
  return (await socketCommand(redis?.socketPath ?? '', `GET ${key}`)).at(-1);
}

describe('PrivateRedis', () => {
  it('listens on a socket that only its owner reaches, and on no port', async () => {
    const { socketPath } = await start();
    expect((await socketCommand(socketPath, 'CONFIG GET port')).at(-1)).toBe('0');
    expect(statSync(path.dirname(socketPath)).mode & 0o077).toBe(0);
    expect(socketPath.length).toBeLessThan(100);
  });

  it('keeps its data from one run to the next', async () => {
    const first = await start();
    await socketCommand(first.socketPath, 'SET kept yes');
    await first.stop();
    expect(await answers(first.socketPath)).toBe(false);
    await start();
    expect(await get('kept')).toBe('yes');
  });

  it('is started again with its data when it dies', async () => {
    const { socketPath, pid } = await start();
    await socketCommand(socketPath, 'SET kept yes');
    process.kill(pid ?? 0, 'SIGKILL');
    await becomes(async () => redis?.pid !== pid && (await answers(socketPath)));
    expect(await get('kept')).toBe('yes');
    expect(problems).toHaveLength(1);
  });

  it('stays away once it was stopped', async () => {
    const { socketPath } = await start();
    await redis?.stop();
    expect(redis?.pid).toBeUndefined();
    expect(await answers(socketPath)).toBe(false);
    expect(problems).toEqual([]);
  });

  it('ends an orphan of an earlier run before it opens the same files', async () => {
    const orphan = new RedisProcess(server, files());
    await orphan.becameReady();
    await socketCommand(files().socketPath, 'SET kept yes');
    await start();
    await orphan.exited;
    expect(await get('kept')).toBe('yes');
  });

  it('leaves a Redis alone that holds other data', async () => {
    const dir = path.join(dataDir, 'other');
    mkdirSync(dir);
    const other = new RedisProcess(server, { ...files(), dir });
    await other.becameReady();
    await expect(start()).rejects.toThrow(RedisNotStarted);
    expect(await answers(files().socketPath)).toBe(true);
    await other.stop();
  });
});

describe('damaged data', () => {
  beforeEach(async () => {
    const first = await start();
    await socketCommand(first.socketPath, 'SET kept yes');
    await socketCommand(first.socketPath, 'SET torn no');
    await first.stop();
  });

  it('loads what stands before a torn end', async () => {
    const file = commandFile();
    truncateSync(file, statSync(file).size - 3);
    await start();
    expect(await get('kept')).toBe('yes');
    expect(problems).toEqual([]);
  });

  it.each([
    ['commands', () => appendFileSync(commandFile(), 'garbage\r\n*2\r\n'.repeat(9))],
    ['list of files', () => writeFileSync(manifest(), 'garbage')],
    ['base', () => writeFileSync(baseFile(), 'garbage')],
  ])('puts aside what it cannot read and starts empty: %s', async (_, damage) => {
    damage();
    await start();
    expect(await get('kept')).toBe('$-1');
    expect(existsSync(path.join(dataDir, 'redis.damaged'))).toBe(true);
    expect(problems).toHaveLength(1);
  });
});

describe('what somebody planted where Redis writes', () => {
  let outside: string;
  beforeEach(() => {
    outside = path.join(dataDir, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'kek'), 'a key');
  });

  const nextFile = (folder: string) => path.join(folder, 'appendonly.aof.1.incr.aof');
  const PLANTED: readonly [string, (folder: string) => void][] = [
    ['a link to a file', (folder) => symlinkSync(path.join(outside, 'kek'), nextFile(folder))],
    ['a pipe', (folder) => execFileSync('mkfifo', [nextFile(folder)])],
    ['a link in place of its folder', (folder) => linkInstead(folder, outside)],
    ['a link in place of all', (folder) => linkInstead(path.dirname(folder), outside)],
    ['a file in place of all', (folder) => fileInstead(path.dirname(folder))],
  ];

  it.each(PLANTED)('is put aside, and nothing is written through it: %s', async (_, plant) => {
    const folder = path.join(dataDir, 'redis', 'appendonlydir');
    mkdirSync(folder, { recursive: true });
    plant(folder);
    const { socketPath } = await start();
    await socketCommand(socketPath, 'SET kept yes');
    expect(await get('kept')).toBe('yes');
    expect(readdirSync(outside)).toEqual(['kek']);
    expect(readFileSync(path.join(outside, 'kek'), 'utf8')).toBe('a key');
    expect(problems).toHaveLength(1);
  });
});

describe('a start that cannot succeed', () => {
  it('says what the program said', async () => {
    await expect(start({ server: '/nowhere/redis-server' })).rejects.toThrow(/No such file/);
  });

  it('refuses a runtime folder that others can enter', async () => {
    const folder = runtimeDirectory(dataDir);
    chmodSync(folder, 0o755);
    await expect(start()).rejects.toThrow(/only its owner/);
    chmodSync(folder, 0o700);
  });
});

function files() {
  const dir = path.join(dataDir, 'redis');
  mkdirSync(dir, { recursive: true });
  return { dir, socketPath: path.join(runtimeDirectory(dataDir), 'redis.sock') };
}

function linkInstead(folder: string, target: string): void {
  rmSync(folder, { recursive: true });
  symlinkSync(target, folder);
}

function fileInstead(folder: string): void {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'no folder');
}

function commandFile(): string {
  return dataFile('.incr.aof');
}

function baseFile(): string {
  return dataFile('.base.rdb');
}

function manifest(): string {
  return dataFile('.manifest');
}

function dataFile(ending: string): string {
  const folder = path.join(dataDir, 'redis', 'appendonlydir');
  return path.join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) ?? '');
}

async function becomes(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}
