import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

let keys: string;
let backup: string;
let exported: string;
let vkey: string;
beforeAll(async () => {
  keys = newDirectory();
  backup = join(newDirectory(), 'backup');
  exported = join(newDirectory(), 'so.jsonl');
  const env = { TOTRINH_DATA_DIR: newDirectory(), TOTRINH_SEAL_KEY: join(keys, 'seal.key') };
  await (await RunningService.start(env.TOTRINH_DATA_DIR, { ...env, TOTRINH_DEMO: 'off' })).stop();
  expect(await runCli(['backup', '--to', backup], env)).toMatchObject({ code: 0 });
  expect(await runCli(['export', '--out', exported], env)).toMatchObject({ code: 0 });
  vkey = (await runCli(['keys', 'list'], env)).stdout.trim();
}, 60_000);
afterEach(endPrograms);
afterAll(removeDirectories);

const WAYS: readonly [string, () => readonly string[]][] = [
  ['restore --unsigned', () => ['restore', '--from', backup, '--unsigned']],
  ['restore --vkey', () => ['restore', '--from', backup, '--vkey', vkey]],
  ['import', () => ['import', exported]],
];

describe.each(WAYS)('%s, where TOTRINH_SEAL_KEY names', (_way, args) => {
  let dataDir: string;
  let place: string;
  beforeEach(() => {
    [dataDir, place] = [newDirectory(), newDirectory()];
  });
  const run = (keyFile: string) =>
    runCli(args(), { TOTRINH_DATA_DIR: dataDir, TOTRINH_SEAL_KEY: keyFile });

  const refused = async (keyFile: string, sentence: RegExp) => {
    const { code, stdout, stderr } = await run(keyFile);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(sentence)]);
    expect(readdirSync(dataDir).filter((name) => !name.startsWith('lock.db'))).toEqual([]);
  };

  it('no file: it is refused, and nothing is made there', async () => {
    await refused(join(place, 'keyz', 'seal.key'), /TOTRINH_SEAL_KEY: không có tệp [^\n]*\n$/);
    await refused(join(place, 'seal.kye'), /TOTRINH_SEAL_KEY: không có tệp [^\n]*\n$/);
    expect(readdirSync(place)).toEqual([]);
  });

  it('the keys of another log: it is refused, and nothing is kept beside them', async () => {
    const env = { TOTRINH_DATA_DIR: newDirectory(), TOTRINH_SEAL_KEY: join(place, 'other.key') };
    const other = await RunningService.start(env.TOTRINH_DATA_DIR, { ...env, TOTRINH_DEMO: 'off' });
    await other.stop();
    const before = readdirSync(place);
    await refused(env.TOTRINH_SEAL_KEY, /TOTRINH_SEAL_KEY: tệp [^\n]* không có khóa nào/);
    expect(readdirSync(place)).toEqual(before);
  });

  it('a file among the data: it is refused', async () => {
    await refused(join(dataDir, 'seal.key'), /không được nằm trong thư mục dữ liệu/);
  });

  it.each(['the keys of the log', 'an empty file'])('%s: it is done', async (which) => {
    const empty = join(place, 'empty.key');
    writeFileSync(empty, '', { mode: 0o600 });
    expect((await run(which === 'an empty file' ? empty : join(keys, 'seal.key'))).code).toBe(0);
    expect(existsSync(join(dataDir, 'log.db'))).toBe(true);
  });
});
