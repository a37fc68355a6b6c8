import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Diagnosis } from '../kit/diagnosis.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

const dataDir = newDirectory();
const complete = newDirectory();

const merge = (file: string) => runCli(['keys', 'merge', file], { TOTRINH_DATA_DIR: dataDir });

/** Of a service that has ended: nothing is left beside the file. */
function copyKeys(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(to, `keys.db${end}`), { force: true });
  copyFileSync(join(from, 'keys.db'), join(to, 'keys.db'));
}

/** With an older copy of the keys in the place of the complete one. */
beforeAll(async () => {
  const older = newDirectory();
  await RunningService.once(dataDir, { TOTRINH_DEMO: 'off' });
  copyKeys(dataDir, older);
  await RunningService.once(dataDir, { TOTRINH_DEMO: 'on' });
  copyKeys(dataDir, complete);
  copyKeys(older, dataDir);
}, 120_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

describe('keys merge', () => {
  it('leaves the keys alone while a service holds the directory', async () => {
    const service = await RunningService.start(dataDir);
    expect((await merge(join(complete, 'keys.db'))).code).toBe(11);
    await service.stop();
    expect((await Diagnosis.of({ TOTRINH_DATA_DIR: dataDir })).complaints).toEqual([
      'missing-keys: failure',
    ]);
  }, 60_000);

  it('takes nothing from a file that is not of this log', async () => {
    const other = newDirectory();
    const foreign = join(other, 'keys.db');
    expect((await merge(foreign)).code).toBe(2);
    writeFileSync(foreign, 'no database at all');
    const { code, stdout, stderr } = await merge(foreign);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('không phải keys.db');
    rmSync(foreign);
    await RunningService.once(other, { TOTRINH_DEMO: 'off' });
    expect((await merge(foreign)).code).toBe(2);
  }, 60_000);

  it('brings the missing ones back, and says how many', async () => {
    const { code, stdout, stderr } = await merge(join(complete, 'keys.db'));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Đã lấy khóa của [1-9][\d.]* người hoặc hồ sơ\.\n$/);
    expect((await Diagnosis.of({ TOTRINH_DATA_DIR: dataDir })).complaints).toEqual([]);
    expect((await merge(join(complete, 'keys.db'))).stdout).toContain('khóa của 0 người');
  }, 60_000);
});
