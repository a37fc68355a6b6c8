import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { kekFileOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli, type Ended } from '../kit/programs.js';
import { RunningService, serviceProgram } from '../kit/service.js';

const start = (dataDir: string) => RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });

let backup: string;
let vkey: string;
let exported: string;
let kek: string;
beforeAll(async () => {
  const service = await start(newDirectory());
  const env = { TOTRINH_DATA_DIR: service.dataDir };
  kek = kekFileOf(service.dataDir);
  backup = join(newDirectory(), 'backup');
  exported = join(newDirectory(), 'so.jsonl');
  expect(await runCli(['backup', '--to', backup], env)).toMatchObject({ code: 0 });
  expect(await runCli(['export', '--out', exported], env)).toMatchObject({ code: 0 });
  vkey = (await runCli(['keys', 'list'], env)).stdout.trim();
  await service.stop();
}, 60_000);
afterEach(endPrograms);
afterAll(removeDirectories);

/** A directory that another log belonged to, until somebody emptied it. */
async function emptied(): Promise<string> {
  const service = await start(newDirectory());
  const { dataDir } = service;
  await service.stop();
  for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true });
  return dataDir;
}

type Moment = readonly ['before' | 'after', of: 'restored.json' | 'checkpoints' | 'log.db'];

/** Loaded before a program of ours: it ends on the spot where something gets its name. */
function cutOff([when, of]: Moment): string {
  const file = join(newDirectory(), 'cut-off.mjs');
  const die = `if (String(to).endsWith('/${of}')) process.kill(process.pid, 'SIGKILL');`;
  const named = 'await rename(from, to);';
  const body = when === 'before' ? [die, named] : [named, die];
  writeFileSync(
    file,
    `import fs from 'node:fs/promises';
     import { syncBuiltinESMExports } from 'node:module';
     const { rename } = fs;
     fs.rename = async (from, to) => { ${body.join(' ')} };
     syncBuiltinESMExports();`,
  );
  return `--import=${pathToFileURL(file).href}`;
}

const UNFINISHED = /khôi phục chưa xong.* chạy lại: totrinh restore --from <thư mục>/;

/** But for the lock, and what SQLite leaves where somebody looked in. */
function namesIn(dataDir: string): readonly string[] {
  return readdirSync(dataDir).filter((name) => !/^lock\.db|-(wal|shm)$/.test(name));
}

const WAYS: readonly [string, () => readonly string[]][] = [
  ['restore', () => ['restore', '--from', backup, '--vkey', vkey]],
  ['import', () => ['import', exported]],
];

async function cut(args: readonly string[], dataDir: string, moment: Moment): Promise<Ended> {
  const env = { TOTRINH_DATA_DIR: dataDir, NODE_OPTIONS: cutOff(moment) };
  const ended = await runCli(args, env);
  expect(ended.code).toBeNull();
  return ended;
}

describe.each(WAYS)('%s where another log belonged, cut off', (_way, args) => {
  it('before the log is there, is repeated as if nothing had been', async () => {
    const dataDir = await emptied();
    const env = { TOTRINH_DATA_DIR: dataDir };
    await cut(args(), dataDir, ['before', 'log.db']);
    expect(readdirSync(dataDir)).not.toContain('log.db');
    expect(await runCli(args(), env)).toMatchObject({ code: 0 });
    expect(await runCli(['verify'], env)).toMatchObject({ code: 0 });
  }, 60_000);

  it('when the log is there, leaves the one that belongs there', async () => {
    const dataDir = await emptied();
    await cut(args(), dataDir, ['after', 'log.db']);
    expect(readdirSync(dataDir)).toContain('log.db');
    const verified = await runCli(['verify'], { TOTRINH_DATA_DIR: dataDir });
    expect([verified.code, verified.stderr]).toEqual([0, '']);
  }, 60_000);
});

it('a log begun where another was said to belong, and never came, belongs there', async () => {
  const dataDir = await emptied();
  await cut(['import', exported], dataDir, ['before', 'checkpoints']);
  const service = await start(dataDir);
  const ready = await fetch(`${service.url}/health/ready`);
  expect([ready.status, await ready.text()]).toEqual([200, expect.anything()]);
  await service.stop();
  const verified = await runCli(['verify'], { TOTRINH_DATA_DIR: dataDir });
  expect([verified.code, verified.stderr]).toEqual([0, '']);
}, 60_000);

const COMMANDS = [
  ['verify'],
  ['log'],
  ['export', '--out', 'so-dang-do.jsonl'],
  ['keys', 'list'],
  ['restore', '--accept'],
  ['scenario', 'vinh-thinh'],
] as const;

describe.each<Moment>([
  ['before', 'restored.json'],
  ['before', 'log.db'],
])('a restore that was cut off %s %s', (...moment) => {
  let dataDir: string;
  let env: { readonly TOTRINH_DATA_DIR: string };
  let left: readonly string[];
  beforeAll(async () => {
    dataDir = newDirectory();
    env = { TOTRINH_DATA_DIR: dataDir };
    await cut(['restore', '--from', backup, '--vkey', vkey], dataDir, moment);
    left = namesIn(dataDir);
  }, 60_000);

  it.each(COMMANDS)('is told by `%s`, and no damage is', async (...args) => {
    const { code, stdout, stderr } = await runCli(args, env);
    expect([code, stdout, stderr.trim()]).toEqual([1, '', expect.stringMatching(UNFINISHED)]);
  });

  it('is told by `doctor`, and to programs', async () => {
    const doctor = await runCli(['doctor'], env);
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringMatching(UNFINISHED)]);
    const verified = await runCli(['verify', '--json'], env);
    const said: unknown = JSON.parse(verified.stdout);
    expect([verified.code, said]).toMatchObject([1, { ok: false, finding: null }]);
  });

  it('begins no other log, and can be run again', async () => {
    const { code, stderr } = await serviceProgram(dataDir, { TOTRINH_DEMO: 'off' }).ended;
    expect([code, stderr.trim()]).toEqual([1, expect.stringMatching(UNFINISHED)]);
    expect(namesIn(dataDir)).toEqual(left);
    const again = await runCli(['restore', '--from', backup, '--vkey', vkey], env);
    expect(again).toMatchObject({ code: 0 });
    expect(await runCli(['verify'], env)).toMatchObject({ code: 0 });
    // To be accepted, and no damage.
    const doctor = await runCli(['doctor'], { ...env, TOTRINH_KEK_FILE: kek });
    expect(doctor.stdout).toMatch(/! .*restore --accept/);
    expect(doctor.stdout).toMatch(/✖ Không có khóa niêm phong .* restore --accept tạo khóa mới/);
    const rotated = await runCli(['keys', 'rotate'], { ...env, TOTRINH_KEK_FILE: kek });
    expect([rotated.code, rotated.stderr.match(/vừa được khôi phục/g)]).toMatchObject([
      3,
      { length: 1 },
    ]);
    const listed = await runCli(['keys', 'list'], { ...env, TOTRINH_KEK_FILE: kek });
    expect(listed).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('vừa được khôi phục'),
    });
  }, 60_000);
});

it('an import that was cut off among its last steps is told like a restore', async () => {
  const dataDir = newDirectory();
  await cut(['import', exported], dataDir, ['before', 'log.db']);
  const { code, stderr } = await runCli(['verify'], { TOTRINH_DATA_DIR: dataDir });
  expect([code, stderr]).toEqual([1, expect.stringContaining('chạy lại: totrinh import <tệp>')]);
});

it('a log that was there and is lost is damage, and no restore', async () => {
  const dataDir = newDirectory();
  const env = { TOTRINH_DATA_DIR: dataDir };
  await runCli(['restore', '--from', backup, '--vkey', vkey], env);
  renameSync(join(dataDir, 'log.db'), join(newDirectory(), 'log.db'));
  const { code, stderr } = await runCli(['verify'], env);
  expect([code, stderr]).toEqual([3, expect.stringMatching(/^SỔ KHÔNG TOÀN VẸN: thiếu tệp/)]);
});

describe.each<[string, Readonly<Record<string, string>>]>([
  ['nothing', { 'log.db.unfinished': '' }],
  ['a restore', { 'log.db.unfinished': 'sổ', 'restored.json': '{}' }],
  ['an import', { 'log.db.import': 'sổ' }],
])('a log that was sealed here and is lost, beside what looks like %s', (_what, files) => {
  const names = Object.keys(files);
  let dataDir: string;
  let env: { readonly TOTRINH_DATA_DIR: string };
  beforeAll(async () => {
    const service = await start(newDirectory());
    ({ dataDir } = service);
    env = { TOTRINH_DATA_DIR: dataDir };
    await service.stop();
    renameSync(join(dataDir, 'log.db'), join(newDirectory(), 'log.db'));
    for (const name of names) writeFileSync(join(dataDir, name), files[name] ?? '');
  }, 60_000);

  it.each([['verify'], ['log'], ['restore', '--accept']])('is damage to `%s`', async (...args) => {
    const { code, stderr } = await runCli(args, env);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^SỔ KHÔNG TOÀN VẸN: thiếu tệp/)]);
  });

  it('is damage to `doctor`', async () => {
    const { code, stdout } = await runCli(['doctor'], env);
    expect([code, stdout]).toEqual([3, expect.stringMatching(/Mất sổ: .* đã ký \d+ sự kiện/)]);
  });

  it('keeps what is left of it from a restore', async () => {
    const left = namesIn(dataDir);
    const { code } = await runCli(['restore', '--from', backup, '--vkey', vkey], env);
    expect([code, namesIn(dataDir)]).toEqual([2, left]);
  });
});

it('a service does not start where a log that was sealed here was to be brought anew', async () => {
  const dataDir = await emptied();
  await cut(['restore', '--from', backup, '--vkey', vkey], dataDir, ['before', 'restored.json']);
  const { code, stderr } = await serviceProgram(dataDir, { TOTRINH_DEMO: 'off' }).ended;
  expect([code, stderr]).toEqual([3, expect.stringContaining('SỔ KHÔNG TOÀN VẸN: thiếu tệp')]);
  const again = await runCli(['restore', '--from', backup, '--vkey', vkey], {
    TOTRINH_DATA_DIR: dataDir,
  });
  expect(again).toMatchObject({ code: 0 });
}, 60_000);
