import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { spoilIndex, spoilRow } from '../../libs/event-store/src/sqlite/testing/spoiled-page.js';
import { checkpointNote, checkpointSizes } from '../kit/checkpoints.js';
import { copyOfData } from '../kit/data-copies.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

const READERS = [['verify'], ['log'], ['export', '--out', 'so-hong.jsonl'], ['erasures']] as const;

let whole: string;
let env: { readonly TOTRINH_DATA_DIR: string };
let log: string;
beforeAll(async () => {
  whole = newDirectory();
  await RunningService.once(whole, { TOTRINH_DEMO: 'off' });
});
beforeEach(() => {
  env = { TOTRINH_DATA_DIR: copyOfData(whole) };
  log = join(env.TOTRINH_DATA_DIR, 'log.db');
});
afterEach(endPrograms);
afterAll(removeDirectories);

function writeOver(text: string): void {
  for (const end of ['-wal', '-shm']) rmSync(log + end, { force: true });
  writeFileSync(log, text);
}

function cutInHalf(): void {
  const database = new DatabaseSync(log);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  truncateSync(log, Math.floor(statSync(log).size / 2));
}

function forgetCheckpoints(): void {
  rmSync(join(env.TOTRINH_DATA_DIR, 'checkpoints'), { recursive: true });
}

const DAMAGES: readonly [string, () => void][] = [
  ['is cut in half', cutInHalf],
  ['is empty, and was sealed', () => writeOver('')],
  ['is no database, and was sealed', () => writeOver('Kính gửi: Ban Thường vụ\n'.repeat(500))],
];

describe.each(DAMAGES)('a log.db that %s', (_how, damage) => {
  beforeEach(() => damage());

  it.each(READERS)('is a finding of `%s`', async (...args) => {
    const { code, stdout, stderr } = await runCli(args, env);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr.trim()).toMatch(/^SỔ KHÔNG TOÀN VẸN: [^\n]*log\.db[^\n]*$/);
  });

  it('is one for programs too', async () => {
    const { code, stdout } = await runCli(['verify', '--json'], env);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      3,
      { ok: false, finding: { check: 'log-file' } },
    ]);
  });
});

describe('a log with a page that went bad', () => {
  let filled: string;
  beforeAll(async () => {
    filled = newDirectory();
    await RunningService.once(filled, { TOTRINH_DEMO: 'on' });
  }, 60_000);
  beforeEach(() => {
    env = { TOTRINH_DATA_DIR: copyOfData(filled) };
    log = join(env.TOTRINH_DATA_DIR, 'log.db');
  });

  it('is a finding of verify that names the first event that cannot be read', async () => {
    const first = spoilRow(log, 40);
    const { code, stdout, stderr } = await runCli(['verify'], env);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`Sự kiện đầu tiên không đọc được là sự kiện thứ ${first}. (`);
    const json = await runCli(['verify', '--json'], env);
    const place = { index: first - 1 };
    expect(JSON.parse(json.stdout)).toMatchObject({ finding: { check: 'log-file', place } });
  });

  it('is one that names none where each can be read', async () => {
    spoilIndex(log);
    const { code, stderr } = await runCli(['verify'], env);
    expect([code, stderr]).toEqual([3, expect.not.stringContaining('Sự kiện đầu tiên')]);
  });
});

it('a checkpoint of another log is told as that, and not as events that are gone', async () => {
  const other = newDirectory();
  await RunningService.once(other, { TOTRINH_DEMO: 'on' });
  const newest = checkpointSizes(other).at(-1) ?? 0;
  const name = `${String(newest).padStart(16, '0')}.txt`;
  writeFileSync(join(env.TOTRINH_DATA_DIR, 'checkpoints', name), checkpointNote(other, newest));
  const { code, stderr } = await runCli(['log'], env);
  expect([code, stderr]).toEqual([3, expect.stringMatching(/ là của sổ khác, tên \S+\. /)]);
  const started = await RunningService.start(env.TOTRINH_DATA_DIR, { TOTRINH_DEMO: 'off' });
  await started.program.warns(/ là của sổ khác, tên \S+, không phải của sổ \S+ này\. /);
});

describe('a file that never was a log', () => {
  it.each(['', 'Kính gửi: Ban Thường vụ\n'.repeat(500)])('is told as such', async (text) => {
    forgetCheckpoints();
    writeOver(text);
    const [code, sentence] = text === '' ? [10, /chưa có sổ/] : [2, /không phải sổ sự kiện/];
    for (const args of READERS) {
      const told = await runCli(args, env);
      expect([args, told.code, told.stdout]).toEqual([args, code, '']);
      expect(told.stderr).toMatch(sentence);
    }
    const json = await runCli(['verify', '--json'], env);
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      code,
      { ok: false, finding: null },
    ]);
  });
});

it('a whole log is none of these', async () => {
  for (const args of READERS.slice(0, 2)) expect((await runCli(args, env)).code).toBe(0);
});

function takeAway(): void {
  for (const end of ['', '-wal', '-shm']) rmSync(log + end, { force: true });
}

it.each<[string, () => void]>([
  ['is cut in half', cutInHalf],
  ['is empty, and was sealed', () => writeOver('')],
  ['is gone, and was sealed', takeAway],
])('no service starts on a log that %s, nor puts anything in its place', async (_how, damage) => {
  damage();
  const left = readdirSync(env.TOTRINH_DATA_DIR);
  const { code, stderr } = await new Program('service', { env: { ...env, PORT: '0' } }).ended;
  expect(code).toBe(3);
  expect(stderr.trim()).toMatch(/^SỔ KHÔNG TOÀN VẸN: [^\n]*log\.db[^\n]*$/);
  expect(readdirSync(env.TOTRINH_DATA_DIR)).toEqual(left);
});
