import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { generateSignerKey, parseCheckpoint, parseNote, signCheckpoint } from '#libs/log-format';

import { tampering } from '../../libs/seals/src/testing/tampering.js';
import { copyOfData } from '../kit/data-copies.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, Program, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

const NAMED = /^SỔ KHÔNG TOÀN VẸN: .*trigger events_are_never_changed đã bị gỡ/;

let whole: string;
beforeAll(async () => {
  whole = newDirectory();
  await RunningService.once(whole, { TOTRINH_DEMO: 'off' });
});
afterEach(endPrograms);
afterAll(removeDirectories);

/** Every row stays as it is: no leaf, root or signature shows it. */
function takeGuardOff(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'log.db'));
  database.exec('DROP TRIGGER events_are_never_changed');
  database.close();
}

/** The index by which streams are read loses an event; the table, and the schema, keep it. */
function takeOutOfIndex(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'log.db'), { defensive: false });
  const rootOf = "(SELECT rootpage FROM sqlite_schema WHERE name = 'short')";
  database.exec(`
    PRAGMA wal_checkpoint(TRUNCATE);
    CREATE TABLE copied (stream INTEGER NOT NULL, revision INTEGER NOT NULL);
    CREATE UNIQUE INDEX short ON copied (stream, revision);
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET rootpage = ${rootOf} WHERE name = 'sqlite_autoindex_events_2';
    DELETE FROM sqlite_schema WHERE name IN ('copied', 'short');
    PRAGMA writable_schema = OFF;
  `);
  database.close();
}

/** One byte of one event, with the guards as they were. */
function changeAnEvent(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'log.db'));
  const guard = "SELECT sql FROM sqlite_schema WHERE name = 'events_are_never_changed'";
  const { sql } = database.prepare(guard).get() as { readonly sql: string };
  database.exec(`
    DROP TRIGGER events_are_never_changed;
    UPDATE events SET data = data || ' ' WHERE position = 1;
    ${sql};
  `);
  database.close();
}

const ASKED = [['log'], ['keys', 'list'], ['erasures']] as const;
const MERGE = () => ['keys', 'merge', join(whole, 'keys.db')] as const;
/** Once: by whoever looks into the file, or by the service, which has found it at its start. */
const TOLD = /^(SỔ KHÔNG TOÀN VẸN: .*\n.*totrinh verify|Sự kiện thứ 1 .* chỉ cho đọc\. .*)\n$/;

describe('a log with a changed event', () => {
  it.each([...ASKED.map((args) => () => args), MERGE])(
    'is told to whoever asks, and answers all the same',
    async (args) => {
      const env = { TOTRINH_DATA_DIR: copyOfData(whole) };
      const before = await runCli(args(), env);
      expect(before).toMatchObject({ code: 0, stderr: '' });
      changeAnEvent(env.TOTRINH_DATA_DIR);
      const { code, stdout, stderr } = await runCli(args(), env);
      expect([code, stdout, stderr]).toEqual([3, before.stdout, expect.stringMatching(TOLD)]);
    },
  );

  it('is exported as the evidence that it is, and said to be damaged', async () => {
    const env = { TOTRINH_DATA_DIR: copyOfData(whole) };
    const out = join(newDirectory(), 'so.jsonl');
    changeAnEvent(env.TOTRINH_DATA_DIR);
    const { code, stderr } = await runCli(['export', '--out', out], env);
    expect([code, stderr]).toEqual([3, expect.stringContaining('SỔ KHÔNG TOÀN VẸN: ')]);
    expect((await runCli(['verify', '--export', out], env)).code).toBe(3);
  });

  it('is told also where it was changed after the service started', async () => {
    const { dataDir } = await RunningService.start(copyOfData(whole), { TOTRINH_DEMO: 'off' });
    const env = { TOTRINH_DATA_DIR: dataDir };
    for (const args of ASKED)
      expect(await runCli(args, env)).toMatchObject({ code: 0, stderr: '' });
    changeAnEvent(dataDir);
    for (const args of ASKED) {
      const { code, stderr } = await runCli(args, env);
      expect([code, stderr]).toEqual([3, expect.stringMatching(/^SỔ KHÔNG TOÀN VẸN: /)]);
    }
  });

  it('is told also of a backup that is as good as the log is: shorter than what was sealed', async () => {
    const dataDir = copyOfData(whole);
    const backup = (name: string) =>
      runCli(['backup', '--to', join(newDirectory(), name)], { TOTRINH_DATA_DIR: dataDir });
    const good = await backup('good');
    expect([good.code, good.stderr]).toEqual([0, expect.not.stringContaining('không được ký')]);
    tampering.truncateWell(join(dataDir, 'log.db'), 0);
    const { code, stdout, stderr } = await backup('cut');
    expect([code, stdout]).toEqual([3, expect.stringMatching(/đã kiểm/)]);
    expect(stderr).toMatch(/bản sao lưu này không được ký.*hãy giữ các bản trước\. Sổ chỉ còn/is);
  });

  it('is told also by the service that found it at its start', async () => {
    const dataDir = copyOfData(whole);
    changeAnEvent(dataDir);
    await RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });
    for (const args of ASKED) {
      const { code, stdout, stderr } = await runCli(args, { TOTRINH_DATA_DIR: dataDir });
      expect([code, stdout]).toEqual([3, expect.stringMatching(/./)]);
      expect(stderr).toMatch(/^Sự kiện thứ 1 của sổ .* Dịch vụ chỉ cho đọc\. .*\n$/);
    }
  });
});

/** So well that nothing in the directory shows it: only beside the keys lies what was signed. */
function cutOffAndUnsealed(dataDir: string): void {
  const file = join(dataDir, 'log.db');
  tampering.truncateWell(file, 1);
  rmSync(join(dataDir, 'checkpoints'), { recursive: true });
}

/** The newest checkpoint says what it said, by a key of somebody else. */
function signedByAStranger(dataDir: string): void {
  const folder = join(dataDir, 'checkpoints');
  const name = readdirSync(folder)
    .filter((found) => found.endsWith('.txt'))
    .sort()
    .at(-1);
  const note = join(folder, name ?? '');
  const checkpoint = parseCheckpoint(parseNote(readFileSync(note, 'utf8')).text);
  const stranger = generateSignerKey(checkpoint.origin, 'note');
  writeFileSync(note, signCheckpoint(checkpoint, [stranger]));
}

/** All hashes fit: whoever parses it and whoever cuts it would read two days. */
function giveTwoDays(dataDir: string): void {
  const meta = (text: string) => text.replace('{', '{"effectiveOM":"2017-01-01",');
  tampering.forgeLast(join(dataDir, 'log.db'), { meta });
}

function takeTreeAway(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'log.db'));
  database.exec('DELETE FROM tree');
  database.close();
}

describe.each([
  ['whose index hides events', takeOutOfIndex],
  ['that was cut off, and its checkpoints thrown away', cutOffAndUnsealed],
  ['that a stranger signed', signedByAStranger],
  ['without its tree', takeTreeAway],
  ['whose last event has one day for some and another for others', giveTwoDays],
])('a log %s', (_how, damage) => {
  it.each([['log'], ['verify'], ['doctor']])('is damage for `%s`', async (command) => {
    const env = { TOTRINH_DATA_DIR: copyOfData(whole) };
    expect((await runCli([command], env)).code).toBe(0);
    damage(env.TOTRINH_DATA_DIR);
    const { code, stdout, stderr } = await runCli([command], env);
    expect(code).toBe(3);
    expect(stdout + stderr).toMatch(/SỔ KHÔNG TOÀN VẸN|✖|đã hỏng/);
  });
});

describe('a log whose index hides events', () => {
  it('is a finding of verify', async () => {
    const env = { TOTRINH_DATA_DIR: copyOfData(whole) };
    takeOutOfIndex(env.TOTRINH_DATA_DIR);
    const { code, stdout, stderr } = await runCli(['verify'], env);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('tự mâu thuẫn');
  });
});

describe('a log whose guards were taken off', () => {
  it('is a finding of verify, which names what is gone', async () => {
    const env = { TOTRINH_DATA_DIR: copyOfData(whole) };
    expect((await runCli(['verify'], env)).code).toBe(0);
    takeGuardOff(env.TOTRINH_DATA_DIR);
    const { code, stdout, stderr } = await runCli(['verify'], env);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(NAMED);
    const json = await runCli(['verify', '--json'], env);
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      3,
      { ok: false, finding: { check: 'log-file', place: { index: 0 } } },
    ]);
  });

  it('is one also while a service holds it that started before', async () => {
    const { dataDir } = await RunningService.start(copyOfData(whole), { TOTRINH_DEMO: 'off' });
    const env = { TOTRINH_DATA_DIR: dataDir };
    expect((await runCli(['verify'], env)).code).toBe(0);
    takeGuardOff(dataDir);
    const verified = await runCli(['verify'], env);
    expect(verified).toMatchObject({ code: 3, stdout: '' });
    expect(verified.stderr).toMatch(NAMED);
    const to = join(newDirectory(), 'backup');
    expect((await runCli(['backup', '--to', to], env)).code).toBe(3);
    expect(existsSync(join(to, 'backup.json'))).toBe(false);
  });

  it('is no log that a service starts on', async () => {
    const dataDir = copyOfData(whole);
    takeGuardOff(dataDir);
    const service = new Program('service', { env: { TOTRINH_DATA_DIR: dataDir, PORT: '0' } });
    const { code, stderr } = await service.ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(NAMED);
  });

  it('is damage for the doctor', async () => {
    const dataDir = copyOfData(whole);
    takeGuardOff(dataDir);
    const { code, stdout } = await runCli(['doctor'], { TOTRINH_DATA_DIR: dataDir });
    expect(code).toBe(3);
    expect(stdout).toContain('trigger events_are_never_changed đã bị gỡ');
  });
});
