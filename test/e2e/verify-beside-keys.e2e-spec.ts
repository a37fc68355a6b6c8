import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { copyKeys, copyOfData } from '../kit/data-copies.js';
import { configOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

/** The log as it was, as it went on, and as somebody went on with it under a key of their own. */
let begun: string;
let grown: string;
let another: string;

const cli = (dataDir: string, ...args: string[]) =>
  runCli(args, { TOTRINH_DATA_DIR: dataDir, TOTRINH_DEMO: 'off' });

/** What lies in one data directory, on the machine that has the keys of the other. */
function putBeside(data: string, keysOf: string): string {
  const dataDir = newDirectory();
  cpSync(data, dataDir, { recursive: true });
  copyKeys(keysOf, dataDir);
  return dataDir;
}

beforeAll(async () => {
  begun = newDirectory();
  await RunningService.once(begun, { TOTRINH_DEMO: 'off' });
  [grown, another] = [copyOfData(begun), copyOfData(begun)];
  expect((await cli(grown, 'keys', 'rotate')).code).toBe(0);
  const [old = ''] = (await cli(another, 'keys', 'list')).stdout.split('\n');
  expect((await cli(another, 'keys', 'rotate')).code).toBe(0);
  expect((await cli(another, 'keys', 'retire', old)).code).toBe(0);
}, 120_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

describe('verify, on the machine that has the keys', () => {
  it('holds the log against them and what was sealed last, and says so', async () => {
    const { code, stdout } = await cli(grown, 'verify');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Đối chiếu với 2 khóa niêm phong và điểm niêm phong ký lần cuối/);
    expect(stdout).not.toContain('tin lần đầu');
  }, 60_000);

  it('takes what a key signed that has retired since', async () => {
    const { code, stdout } = await cli(another, 'verify');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Đối chiếu với 2 khóa/)]);
  }, 60_000);

  it('finds a log that is another since, signed by another key', async () => {
    const { code, stdout } = await cli(putBeside(another, grown), 'verify');
    expect([code, stdout]).toEqual([3, expect.stringContaining('held-checkpoint')]);
  }, 60_000);

  it('finds a log that went on under another key', async () => {
    const { code, stdout } = await cli(putBeside(another, begun), 'verify');
    expect([code, stdout]).toEqual([3, expect.stringContaining('SỔ KHÔNG TOÀN VẸN (signature)')]);
  }, 60_000);

  it('takes keys as keys list prints them, those that have retired among them', async () => {
    const [keys, out] = [join(newDirectory(), 'keys.txt'), join(newDirectory(), 'so.jsonl')];
    writeFileSync(keys, (await cli(another, 'keys', 'list')).stdout);
    expect((await cli(another, 'export', '--out', out)).code).toBe(0);
    const { code, stdout } = await cli(another, 'verify', '--export', out, '--vkey', keys);
    expect([code, stdout]).toEqual([0, expect.not.stringContaining('tin lần đầu')]);
  }, 60_000);

  it('goes on after a backup from before a key retired', async () => {
    const [source, backup, restored] = [
      copyOfData(begun),
      join(newDirectory(), 'b'),
      newDirectory(),
    ];
    expect((await cli(source, 'backup', '--to', backup)).code).toBe(0);
    const [old = ''] = (await cli(source, 'keys', 'list')).stdout.split('\n');
    expect((await cli(source, 'keys', 'rotate')).code).toBe(0);
    expect((await cli(source, 'keys', 'retire', old)).code).toBe(0);
    copyKeys(source, restored);
    expect(await cli(restored, 'restore', '--from', backup)).toMatchObject({ code: 0 });
    expect(await cli(restored, 'restore', '--accept')).toMatchObject({ code: 0 });
    expect(await cli(restored, 'verify')).toMatchObject({ code: 0 });
    // What is listed is all that an auditor needs, of the log as it was called before as well.
    const [keys, out] = [join(newDirectory(), 'keys.txt'), join(newDirectory(), 'so.jsonl')];
    writeFileSync(keys, (await cli(restored, 'keys', 'list')).stdout);
    expect(await cli(restored, 'export', '--out', out)).toMatchObject({ code: 0 });
    const verified = await cli(restored, 'verify', '--export', out, '--vkey', keys);
    expect(verified).toMatchObject({ code: 0 });
  }, 120_000);

  it('looks at nothing here for an export, and trusts it at first use', async () => {
    const dataDir = putBeside(another, begun);
    const out = join(newDirectory(), 'so.jsonl');
    expect((await cli(dataDir, 'export', '--out', out)).code).toBe(3); // of another log, it says
    const { code, stdout } = await cli(dataDir, 'verify', '--export', out);
    expect([code, stdout]).toEqual([0, expect.stringContaining('tin lần đầu')]);
    expect(stdout).not.toContain('Đối chiếu');
  }, 60_000);

  it('trusts at first use where it has no key', async () => {
    const dataDir = putBeside(grown, grown);
    rmSync(configOf(dataDir), { recursive: true });
    const { code, stdout } = await cli(dataDir, 'verify');
    expect([code, stdout]).toEqual([0, expect.stringContaining('tin lần đầu')]);
  }, 60_000);
});
