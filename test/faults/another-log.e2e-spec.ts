import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

import { tampering } from '../../libs/seals/src/testing/tampering.js';
import { configOf, kekFileOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { readyOf, RunningService } from '../kit/service.js';

afterEach(endPrograms);
afterAll(removeDirectories);

const start = (dataDir: string) => RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });

/** Whole in itself, with keys and checkpoints of its own: it looks as ours does. */
async function another(): Promise<string> {
  const [dataDir, other] = [newDirectory(), newDirectory()];
  for (const place of [dataDir, other]) await (await start(place)).stop();
  tampering.putBack(join(dataDir, 'log.db'), join(other, 'log.db'));
  rmSync(join(dataDir, 'checkpoints'), { recursive: true });
  cpSync(join(other, 'checkpoints'), join(dataDir, 'checkpoints'), { recursive: true });
  return dataDir;
}

describe('another log in the place of the one that belongs there', () => {
  it('is read-only, and no restore to accept', async () => {
    const service = await start(await another());
    const ready = await readyOf(service);
    expect(ready).toMatchObject({ http: 503, status: 'log-read-only' });
    expect(ready.reason).toMatch(/^Thư mục dữ liệu này là nơi của sổ .*: cả sổ đã bị thay/);
    const env = { TOTRINH_DATA_DIR: service.dataDir };
    expect(await runCli(['restore', '--accept'], env)).toMatchObject({ code: 5, stdout: '' });
  });

  it('is told by verify, also while no service runs', async () => {
    const env = { TOTRINH_DATA_DIR: await another() };
    const told = await runCli(['verify', '--json'], env);
    expect([told.code, told.stderr]).toEqual([3, expect.stringContaining('cả sổ đã bị thay')]);
    expect(JSON.parse(told.stdout)).toMatchObject({ finding: { check: 'log-file' } });
  });

  it('is told by verify where it goes on from an older copy of ours, under a name of its own', async () => {
    const [dataDir, theirs, backup] = [newDirectory(), newDirectory(), join(newDirectory(), 'b')];
    await (await start(dataDir)).stop();
    const ours = { TOTRINH_DATA_DIR: dataDir };
    expect(await runCli(['backup', '--to', backup], ours)).toMatchObject({ code: 0 });
    expect(await runCli(['keys', 'rotate'], ours)).toMatchObject({ code: 0 });
    cpSync(kekFileOf(dataDir), kekFileOf(theirs));
    for (const how of [['--from', backup, '--unsigned'], ['--accept']])
      expect(await runCli(['restore', ...how], { TOTRINH_DATA_DIR: theirs })).toMatchObject({
        code: 0,
      });
    tampering.putBack(join(dataDir, 'log.db'), join(theirs, 'log.db'));
    rmSync(join(dataDir, 'checkpoints'), { recursive: true });
    cpSync(join(theirs, 'checkpoints'), join(dataDir, 'checkpoints'), { recursive: true });
    const told = await runCli(['verify'], ours);
    expect([told.code, told.stderr]).toEqual([3, expect.stringContaining('cả sổ đã bị thay')]);
  });

  it('is told by a restore of a backup from before the log had the name that belongs there', async () => {
    const [dataDir, backup] = [newDirectory(), join(newDirectory(), 'b')];
    await (await start(dataDir)).stop();
    const env = { TOTRINH_DATA_DIR: dataDir };
    expect(await runCli(['backup', '--to', backup], env)).toMatchObject({ code: 0 });
    const restored = async () => {
      for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true });
      return runCli(['restore', '--from', backup], env);
    };
    const before = 'trước đây là nơi của sổ';
    const first = await restored();
    expect([first.code, first.stderr]).toEqual([0, expect.not.stringContaining(before)]);
    const accepted = await runCli(['restore', '--accept'], env);
    const [name = 'none'] = /totrinh\/approval-log\/[0-9a-f-]{36}/.exec(accepted.stdout) ?? [];
    const again = await restored();
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining(`${before} ${name}`)]);
  });

  it('is taken for it where what was kept beside the keys is gone too', async () => {
    const dataDir = await another();
    const config = join(configOf(dataDir), 'totrinh');
    for (const name of readdirSync(config))
      if (name.startsWith('data-')) rmSync(join(config, name));
    const service = await start(dataDir);
    expect(await readyOf(service)).toMatchObject({ http: 200 });
  });
});
