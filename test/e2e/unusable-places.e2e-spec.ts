import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { copyOfData } from '../kit/data-copies.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';
import { RunningService, serviceProgram } from '../kit/service.js';

/** Where a service has run. */
let begun: string;
beforeAll(async () => {
  begun = newDirectory();
  await RunningService.once(begun, { TOTRINH_DEMO: 'off' });
}, 60_000);
afterEach(endPrograms);
afterAll(removeDirectories);

/** How a start ends that cannot go well. */
function startWith(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const place = { TOTRINH_DATA_DIR: newDirectory(), TOTRINH_DEMO: 'off', PORT: '0' };
  return new Program('service', { args, env: { ...place, ...env } }).ended;
}

describe('a service that is told to be where it cannot be', () => {
  it.each(['999.1.1.1', '203.0.113.7'])('names HOST=%s', async (HOST) => {
    const { code, stdout, stderr } = await startWith({ HOST });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim()).toMatch(/^HOST=[\d.]+: không phải địa chỉ của máy này \(E\w+\)\.$/);
  });

  it('names a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await startWith({ PORT: String(port), TOTRINH_DEMO: 'on' });
    other.close();
    const sentence = `PORT=${port}: cổng này đã có chương trình khác dùng, hãy đặt PORT khác.`;
    expect([code, stderr.trim()]).toEqual([2, sentence]); // and nothing of the district was loaded
  });

  it.each(['http://:pa55@127.0.0.1:6379', 'pa55', 'redis://'])(
    'names REDIS_URL=%s',
    async (url) => {
      const { code, stdout, stderr } = await startWith({ REDIS_URL: url });
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
      expect(stderr).toMatch(/^REDIS_URL: phải có dạng redis:\/\//);
      expect(stderr).not.toContain('pa55');
    },
  );

  it('names a directory that nobody can make', async () => {
    const { code, stdout, stderr } = await startWith({
      TOTRINH_DATA_DIR: '/proc/x',
      TOTRINH_KEK_FILE: `${newDirectory()}/kek`,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim()).toMatch(/^Không tạo được thư mục \/proc\/x: [^\n]*$/);
  });
});

describe('what would be ignored', () => {
  it('is refused by the service where it is an argument', async () => {
    const { code, stdout, stderr } = await startWith({}, ['--port', '3413']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Dịch vụ không nhận tham số nào \(đã nêu: --port 3413\)\. [^\n]*\n$/);
  });

  it('is told by service and command line where it is a setting that is none', async () => {
    const slip = { TOTRINH_DATADIR: newDirectory(), HOST: '999.1.1.1' };
    const told = /^Không có biến cài đặt nào tên TOTRINH_DATADIR, .*TOTRINH_DATA_DIR\?\)$/m;
    expect((await startWith(slip)).stderr).toMatch(told);
    const { code, stdout, stderr } = await runCli(['log'], {
      ...{ TOTRINH_DATA_DIR: begun, TOTRINH_DATADIR: begun },
    });
    expect([code, stdout === '']).toEqual([0, false]);
    expect(stderr).toMatch(told);
  });
});

describe('a command on a directory whose databases cannot be opened', () => {
  it.each([['verify'], ['export', '--out', 'so.jsonl']])('%s says what to do', async (...args) => {
    const dataDir = copyOfData(begun);
    rmSync(join(dataDir, 'lock.db'));
    mkdirSync(join(dataDir, 'lock.db')); // refused to everybody, root as well
    const { code, stdout, stderr } = await runCli(args, { TOTRINH_DATA_DIR: dataDir });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trim()).toMatch(/^Không dùng được thư mục dữ liệu: [^\n]* nơi ghi được [^\n]*$/);
  });
});

describe('a log whose keys are not where TOTRINH_SEAL_KEY says', () => {
  let keys: string;
  let env: { readonly TOTRINH_DATA_DIR: string; readonly TOTRINH_DEMO: string };
  const at = (name: string) => ({ ...env, TOTRINH_SEAL_KEY: join(keys, name) });
  const mistyped = 'keyz/seal.key';
  beforeAll(async () => {
    keys = newDirectory();
    env = { TOTRINH_DATA_DIR: newDirectory(), TOTRINH_DEMO: 'off' };
    await RunningService.once(env.TOTRINH_DATA_DIR, at('seal.key'));
  });

  it('is not started, nor asked, and nothing is made there', async () => {
    const refusal = [2, '', expect.stringMatching(/^TOTRINH_SEAL_KEY: không có tệp [^\n]*\n$/)];
    const service = await serviceProgram(env.TOTRINH_DATA_DIR, at(mistyped)).ended;
    expect([service.code, service.stdout, service.stderr]).toEqual(refusal);
    const list = await runCli(['keys', 'list'], at(mistyped));
    expect([list.code, list.stdout, list.stderr]).toEqual(refusal);
    const doctor = await runCli(['doctor'], at(mistyped));
    expect([doctor.code, doctor.stdout]).toEqual([
      1,
      expect.stringMatching(/✖ .*TOTRINH_SEAL_KEY/),
    ]);
    for (const command of ['verify', 'log']) {
      const { code, stdout, stderr } = await runCli([command], at(mistyped));
      expect([code, stdout, stderr]).toEqual(refusal);
    }
    expect(existsSync(join(keys, 'keyz'))).toBe(false);
  });

  it.each<[string, (file: string) => void]>([
    ['no-key.key', (file) => writeFileSync(file, 'no key\n', { mode: 0o600 })],
    ['folder.key', (file) => mkdirSync(file)],
  ])('is not verified, nor read, by what is no key file: %s', async (name, put) => {
    put(join(keys, name));
    for (const command of ['verify', 'log']) {
      const { code, stdout, stderr } = await runCli([command], at(name));
      expect([code, stdout, stderr]).toEqual([
        ...[2, '', expect.stringMatching(/^TOTRINH_SEAL_KEY: [^\n]*\n$/)],
      ]);
    }
  });

  it('is started where they are', async () => {
    expect(await runCli(['keys', 'list'], at('seal.key'))).toMatchObject({ code: 0, stderr: '' });
    const verified = await runCli(['verify'], at('seal.key'));
    expect(verified).toMatchObject({ code: 0, stderr: '' });
  });

  it('is given another key by whoever says that they are gone', async () => {
    writeFileSync(join(keys, 'new.key'), '', { mode: 0o600 });
    const rotated = await runCli(['keys', 'rotate'], at('new.key'));
    expect([rotated.code, rotated.stdout.trim().split('\n')]).toMatchObject([0, { length: 2 }]);
  });
});

describe('a name that is too long for any system', () => {
  const long = 'a'.repeat(300);
  /** A sentence of ours, and not what the system calls it. */
  const OURS = /^[^\n]*(Không|không)[^\n]*\n$/;

  it.each([
    [2, ['verify', '--export', long]],
    [2, ['export', '--out', long]],
    [2, ['backup', '--to', long]],
    [2, ['keys', 'merge', long]],
    [1, ['restore', '--from', long]],
  ])('is told in Vietnamese, code %i: %j', async (exit, args) => {
    const { code, stdout, stderr } = await runCli(args, { TOTRINH_DATA_DIR: copyOfData(begun) });
    expect([code, stdout, stderr]).toEqual([exit, '', expect.stringMatching(OURS)]);
    expect(stderr).not.toMatch(/too long|E[A-Z]+:/);
  });

  it.each([['verify'], ['scenario', 'vinh-thinh'], ['import', 'so.jsonl']])(
    'is told in Vietnamese of the data directory: %s',
    async (...args) => {
      const place = { TOTRINH_KEK_FILE: join(newDirectory(), 'kek') };
      const env = { ...place, TOTRINH_DATA_DIR: join(newDirectory(), long) };
      const { code, stdout, stderr } = await runCli(args, env);
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(OURS)]);
      expect(stderr).not.toMatch(/too long|E[A-Z]+:/);
    },
  );
});

it('the doctor says in Vietnamese why a file cannot be looked at', async () => {
  const dataDir = copyOfData(begun);
  for (const name of ['log.db', 'access.db']) {
    rmSync(join(dataDir, name));
    mkdirSync(join(dataDir, name));
  }
  const { code, stdout } = await runCli(['doctor'], { TOTRINH_DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(stdout).toMatch(/✖ Không mở được sổ sự kiện .*\/log\.db: [^\n]*\(SQLITE_/);
  expect(stdout).toMatch(/✖ Không kiểm tra được: [^\n]*\(SQLITE_/);
  expect(stdout).not.toMatch(/Error|error|unable/);
});
