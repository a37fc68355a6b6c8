import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { copyOfData } from '../kit/data-copies.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

const VERIFIER = fileURLToPath(new URL('../../dist/verify.mjs', import.meta.url));
const ALONE_MS = 20_000;

let dataDir: string;
let file: string;
beforeAll(async () => {
  dataDir = newDirectory();
  file = join(newDirectory(), 'so.jsonl');
  await RunningService.once(dataDir, { TOTRINH_DEMO: 'off' });
  const exported = await runCli(['export', '--out', file], { TOTRINH_DATA_DIR: dataDir });
  expect(exported.code).toBe(0);
}, 60_000);
afterEach(endPrograms);
afterAll(removeDirectories);

const alone = (...args: readonly string[]) =>
  spawnSync(process.execPath, [VERIFIER, ...args], { encoding: 'utf8', timeout: ALONE_MS });

const HOSTILE: readonly [string, (path: string) => void][] = [
  ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdirSync(path)],
];

describe.each(HOSTILE)('%s where a file is named', (_what, put) => {
  let path: string;
  beforeAll(() => {
    path = join(newDirectory(), 'tep');
    put(path);
  });

  it.each([
    ['an export', () => ['verify', '--export', path]],
    ['a checkpoint that was kept', () => ['verify', '--export', file, '--old-checkpoint', path]],
    ['a key', () => ['verify', '--export', file, '--vkey', path]],
    ['a receipt', () => ['receipt', 'check', path, '--vkey', 'a+b+c']],
    ['an import', () => ['import', path]],
    ['a keys.db to merge', () => ['keys', 'merge', path]],
  ])('as %s: it ends with 2 and one sentence', async (_as, args) => {
    const env = { TOTRINH_DATA_DIR: args()[0] === 'keys' ? dataDir : newDirectory() };
    const { code, stdout, stderr } = await runCli(args(), env);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  it('as the key file: whatever needs the keys ends with 2 and says so', async () => {
    const env = { TOTRINH_DATA_DIR: dataDir, TOTRINH_KEK_FILE: path };
    for (const args of [
      ['restore', '--accept'],
      ['keys', 'merge', file],
    ]) {
      const { code, stdout, stderr } = await runCli(args, env);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^Tệp khóa phải là một tệp thường, [^\n]*\n$/);
    }
  });

  it('so does the verifier alone', () => {
    for (const args of [[path], [file, '--old-checkpoint', path]]) {
      const { status, stdout, stderr } = alone(...args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/không phải tệp thường/);
    }
  });
});

describe('an export', () => {
  it.each<[string, (path: string, outside: string) => void]>([
    ['a link to a file outside', (path, outside) => symlinkSync(outside, path)],
    ['a pipe that nobody reads', (path) => execFileSync('mkfifo', [path])],
  ])('is written past %s where its first bytes could go', async (_what, plant) => {
    const [out, outside] = [join(newDirectory(), 'ra.jsonl'), join(newDirectory(), 'kek')];
    writeFileSync(outside, 'một khóa');
    plant(`${out}.part`, outside);
    const env = { TOTRINH_DATA_DIR: dataDir };
    expect(await runCli(['export', '--out', out], env)).toMatchObject({ code: 0 });
    expect(readFileSync(outside, 'utf8')).toBe('một khóa');
    expect(readdirSync(dirname(out))).toEqual(['ra.jsonl', 'ra.jsonl.part']);
    expect(readFileSync(out)).toEqual(readFileSync(file));
  });

  it('is whole where another one to the same file runs at once', async () => {
    const out = join(newDirectory(), 'ra.jsonl');
    const service = await RunningService.start(copyOfData(dataDir), { TOTRINH_DEMO: 'off' });
    const env = { TOTRINH_DATA_DIR: service.dataDir };
    const run = () => runCli(['export', '--out', out, '--force'], env);
    for (const { code } of await Promise.all([run(), run()])) expect(code).toBe(0);
    expect(readdirSync(dirname(out))).toEqual(['ra.jsonl']);
    expect((await runCli(['verify', '--export', out])).code).toBe(0);
  });

  it('takes the place of an export when it is told to, and of anything else never', async () => {
    const [out, env] = [join(newDirectory(), 'ra.jsonl'), { TOTRINH_DATA_DIR: dataDir }];
    const start = readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
    writeFileSync(out, start);
    expect((await runCli(['export', '--out', out], env)).code).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe(start);
    expect((await runCli(['export', '--out', out, '--force'], env)).code).toBe(0);
    expect(readFileSync(out)).toEqual(readFileSync(file));
    const keys = join(copyOfData(dataDir), 'keys.db');
    const before = readFileSync(keys);
    for (const other of [dirname(out), keys, '-'])
      expect((await runCli(['export', '--out', other, '--force'], env)).code).toBe(2);
    expect(readFileSync(keys)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual(['ra.jsonl']);
  });
});

it('an export whose line ends were changed is told as that, by whoever reads one', async () => {
  const changed = join(newDirectory(), 'so.jsonl');
  writeFileSync(changed, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
  const env = { TOTRINH_DATA_DIR: newDirectory() };
  const told = /^Dấu xuống dòng của tệp xuất này đã bị đổi sang kiểu Windows \(CRLF\)[^\n]*\.\n/;
  for (const args of [
    ['verify', '--export', changed],
    ['import', changed],
  ])
    expect(await runCli(args, env)).toMatchObject({
      ...{ code: 2, stdout: '', stderr: expect.stringMatching(told) },
    });
  expect(readdirSync(env.TOTRINH_DATA_DIR)).not.toContain('log.db');
  const { status, stdout, stderr } = alone(changed);
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(told)]);
});

it('an export that a link stands for is verified', async () => {
  const link = join(newDirectory(), 'so.jsonl');
  symlinkSync(file, link);
  expect((await runCli(['verify', '--export', link])).code).toBe(0);
  expect(alone(link).status).toBe(0);
});

describe.each<[string, (path: string, other: string) => void]>([
  ...HOSTILE,
  ['a link to another checkpoint', (path, other) => symlinkSync(other, path)],
])('%s among the checkpoints', (_what, put) => {
  let env: { readonly TOTRINH_DATA_DIR: string };
  beforeAll(() => {
    env = { TOTRINH_DATA_DIR: copyOfData(dataDir) };
    const folder = join(env.TOTRINH_DATA_DIR, 'checkpoints');
    const [last = ''] = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    rmSync(join(folder, last));
    put(join(folder, last), file);
  });

  it('is one sentence of whoever verifies or exports', async () => {
    for (const args of [['verify'], ['export', '--out', join(newDirectory(), 'ra.jsonl')]]) {
      const { code, stdout, stderr } = await runCli(args, env);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr.trim()).toMatch(/^\S+ không phải tệp thường [^\n]*$/);
    }
  });

  it('keeps the service from writing, which says so', async () => {
    const service = await RunningService.start(env.TOTRINH_DATA_DIR, { TOTRINH_DEMO: 'off' });
    const response = await fetch(`${service.url}/health/ready`);
    expect(response.status).toBe(503);
    const { reason } = (await response.json()) as { readonly reason: string };
    expect(reason).toMatch(/^Điểm niêm phong gần nhất không đọc được/);
    expect(service.program.stderr).not.toContain('    at ');
  });
});
