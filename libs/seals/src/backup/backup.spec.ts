import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SqliteEventStore, StoredLog } from '#libs/event-store';

import { sealKeyFile } from '../keys/key-file.js';
import { Seals } from '../seals.js';
import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { backUp } from './back-up.js';
import { NotABackup, PlaceRefused, UnusableBackup } from './manifest.js';
import { restoreFrom } from './restore.js';

let log: SampleLog;
let seals: Seals;
let to: string;
let emptyDir: string;
beforeEach(async () => {
  log = new SampleLog();
  to = join(log.root, 'backup');
  emptyDir = join(log.root, 'restored');
  const keys = new DatabaseSync(join(log.dataDir, 'keys.db'));
  keys.exec("CREATE TABLE subject_keys (subject TEXT); INSERT INTO subject_keys VALUES ('s1')");
  keys.close();
  seals = await log.sealing();
  await log.appendMany(700);
  await seals.sealNow();
});
afterEach(() => log.remove());

/** In Việt Nam it is the next day already. */
const now = new Date('2026-03-01T17:02:03.004Z');
const LAST = 'checkpoints/0000000000000700.txt';
const quiet = () => undefined;
const sign = (manifest: string) => seals.signBackup(manifest);
const made = () => backUp({ dataDir: log.dataDir, to, now, sign, progress: quiet });
const keyPlace = () => ({ keyFile: null, configDir: join(log.root, 'config') });
const keysOf = (origin: string) => sealKeyFile(keyPlace(), origin, log.dataDir).keysOf(origin);
const noHome = () => Promise.resolve();
const unsigned = (keepHome: (origin: string) => Promise<void> = noHome) => ({
  ...{ from: to, dataDir: emptyDir, keysOf: null, progress: quiet },
  ...{ keyPlace: keyPlace(), keepHome },
});
const restored = (keepHome?: (origin: string) => Promise<void>) =>
  restoreFrom({ ...unsigned(keepHome), keysOf });

describe('a backup', () => {
  it('is of one moment and checked, however much is written meanwhile', async () => {
    const stages: string[] = [];
    let writing = Promise.resolve();
    const backup = await backUp({
      ...{ dataDir: log.dataDir, to, now, sign },
      progress: (stage, done, total) => {
        if (done === total) stages.push(stage);
        writing = writing.then(() => log.appendMany(1));
      },
    });
    await writing;
    expect(backup).toMatchObject({ size: 700, checkpoint: 700, deleteKeysBy: '2026-04-01' });
    expect(log.store.head().size).toBeGreaterThan(700);
    expect(stages).toEqual(['log', 'check', 'keys']);
    const files = ['backup.json', 'backup.note', 'checkpoints', 'keys', 'log.db'];
    expect(readdirSync(to).sort()).toEqual(files);
    expect(readdirSync(join(to, 'keys'))).toEqual(['keys.db']);
  });

  it('is not made of a checkpoint that is a pipe', async () => {
    execFileSync('mkfifo', [join(log.dataDir, 'checkpoints', '0000000000000300.txt')]);
    await expect(made()).rejects.toThrow(UnusableBackup);
  });

  it('is not made over something', async () => {
    mkdirSync(to);
    writeFileSync(join(to, 'thư.txt'), 'một tệp khác');
    await expect(made()).rejects.toThrow(PlaceRefused);
    expect(readdirSync(to)).toEqual(['thư.txt']);
  });

  it('is not made into a file, nor among the data that it copies', async () => {
    writeFileSync(to, 'một tệp khác');
    await expect(made()).rejects.toThrow(PlaceRefused);
    rmSync(to);
    to = join(log.dataDir, 'sao-luu');
    await expect(made()).rejects.toThrow(PlaceRefused);
    expect(existsSync(to)).toBe(false);
  });

  it('is not called one when the log is not what was sealed', async () => {
    await log.store.close();
    tampering.changeByte(log.file, 'approve');
    await expect(made()).rejects.toThrow(UnusableBackup);
    expect(existsSync(to)).toBe(false);
    await log.reopen();
  });
});

describe('a restore', () => {
  it('brings everything back into an empty directory, read-only until it is accepted', async () => {
    await made();
    expect(await restored()).toMatchObject({ size: 700 });
    const store = SqliteEventStore.open(join(emptyDir, 'log.db'));
    expect(store.head()).toEqual(log.store.head());
    const keys = new DatabaseSync(join(emptyDir, 'keys.db'));
    expect(keys.prepare('SELECT subject FROM subject_keys').all()).toHaveLength(1);
    keys.close();

    const there = sealsOver(store);
    await there.check();
    expect(there.condition.fault?.kind).toBe('restored');
    expect(there.condition.fault?.sentence.vi).toContain('lúc 02/03/2026 00:02:03');
    const plan = await there.planRestore();
    expect(plan).toMatchObject({ size: 700, lost: { from: 700, to: null } });
    await there.goOnRestored(plan);
    expect(there.condition.fault).toBeNull();
    await store.close();
  });

  it('says what was found in a copy that was changed, and nothing about a service', async () => {
    await made();
    tampering.changeByte(join(to, 'log.db'), 'approve');
    const found = /^Sự kiện thứ \d+ của sổ \(\S+\) đã bị sửa hoặc mất sau khi ghi\.$/;
    await expect(restored()).rejects.toThrow(found);
  });

  it('is not made over a log', async () => {
    await made();
    await restored();
    await expect(restored()).rejects.toThrow(PlaceRefused);
  });

  it('is known to belong there before the log is there, with all else', async () => {
    await made();
    const seen: unknown[] = [];
    await restored((origin) => {
      seen.push(origin, namesIn(emptyDir));
      return Promise.resolve();
    });
    const there = ['checkpoints', 'keys.db', 'log.db.unfinished', 'restored.json'];
    expect(seen).toEqual([ORIGIN, there]);
  });

  it('that fails leaves the directory empty, to be tried again', async () => {
    await made();
    await expect(restored(() => Promise.reject(new Error('no place')))).rejects.toThrow('no place');
    expect(namesIn(emptyDir)).toEqual([]);
    expect(await restored()).toMatchObject({ size: 700 });
  });

  it.each([
    ['its log was changed', () => tampering.changeByte(join(to, 'log.db'), 'approve')],
    ['its end was cut off', () => tampering.truncateWell(join(to, 'log.db'), 699)],
    ['its end was cut off and its checkpoint taken', () => cutWithCheckpoint()],
    ['its log is gone', () => rmSync(join(to, 'log.db'))],
    ['its checkpoint is none', () => writeFileSync(join(to, LAST), 'không phải')],
    ['its manifest was changed', () => changeManifest()],
    ['its manifest was cut off', () => writeFileSync(join(to, 'backup.json'), '{"form')],
    ['its manifest is nothing', () => writeFileSync(join(to, 'backup.json'), 'null')],
  ])('is not made from a backup when %s', async (_what, attack) => {
    await made();
    attack();
    await expect(restored()).rejects.toThrow(UnusableBackup);
    expect(existsSync(join(emptyDir, 'log.db'))).toBe(false);
  });

  it.each([
    { backedUpAt: '\u001b[2J2030-01-01T00:00:00.000Z' },
    { backedUpAt: '2030-01-01' },
    { backedUpAt: null },
    { deleteKeysBy: '2026-02-30' },
    { origin: 'so-noi-vu.example\u001b]0;/0001' },
  ])('is not made from a manifest that says %j, nor is that repeated', async (said) => {
    await made();
    const file = join(to, 'backup.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, ...said }));
    await expect(restoreFrom(unsigned())).rejects.toThrow(UnusableBackup);
    await expect(restoreFrom(unsigned())).rejects.not.toThrow('\u001b');
    writeFileSync(file, JSON.stringify({ ...manifest, backedUpAt: '2030-01-01T00:00:00.000Z' }));
    expect(await restoreFrom(unsigned())).toMatchObject({ backedUpAt: '2030-01-01T00:00:00.000Z' });
  });

  it.each([
    ['keys/keys.db', (file: string) => moveAndLink(file)],
    ['keys', (file: string) => moveAndLink(file)],
    ['log.db', (file: string) => moveAndLink(file)],
    [LAST, (file: string) => moveAndLink(file)],
    ['backup.json', (file: string) => moveAndLink(file)],
    ['keys/access.db', (file: string) => symlinkSync('/nowhere', file)],
    ['keys/access.db', (file: string) => execFileSync('mkfifo', [file])],
  ])('is not made from a backup when %s is no regular file', async (name, attack) => {
    await made();
    attack(join(to, name));
    await expect(restored()).rejects.toThrow('không phải tệp thường');
    await expect(restored()).rejects.not.toThrow(NotABackup);
    expect(existsSync(join(emptyDir, 'keys.db'))).toBe(false);
  });

  it.each<[string, (folder: string) => void]>([
    ['is not there', () => undefined],
    ['is empty', (folder) => mkdirSync(folder)],
    ['is a file', (folder) => writeFileSync(folder, 'một tệp khác')],
    ['has a manifest of something else', (folder) => foreign(folder, '{"format":"khác"}')],
    ['has a manifest of a later version', (folder) => foreign(folder, '{"format":2}')],
  ])('is not made from what never was a backup: it %s', async (_what, prepare) => {
    prepare(to);
    await expect(restored()).rejects.toThrow(NotABackup);
    expect(existsSync(emptyDir)).toBe(false);
  });
});

it('is not made where no folder can be', async () => {
  const nowhere = join('/proc', 'x', 'backup');
  await expect(
    backUp({ dataDir: log.dataDir, to: nowhere, now, sign, progress: quiet }),
  ).rejects.toThrow(UnusableBackup);
});

function sealsOver(store: SqliteEventStore): Seals {
  const places = { keyFile: null, configDir: join(log.root, 'config') };
  return new Seals({
    ...{ dataDir: emptyDir, store, log: store, report: quiet },
    openChecked: () => StoredLog.open(join(emptyDir, 'log.db')),
    settings: { ...places, witnesses: [], signs: true, bootCheck: true },
  });
}

/** But for what SQLite keeps there while it works. */
function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !/^lock\.db|-(wal|shm)$/.test(name))
    .sort();
}

function cutWithCheckpoint(): void {
  tampering.truncateWell(join(to, 'log.db'), 699);
  rmSync(join(to, 'checkpoints', '0000000000000700.txt'));
}

/** The very same content, reached through a link. */
function moveAndLink(file: string): void {
  const elsewhere = join(log.root, 'elsewhere');
  renameSync(file, elsewhere);
  symlinkSync(elsewhere, file);
}

function foreign(folder: string, manifest: string): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'backup.json'), manifest);
}

function changeManifest(): void {
  const file = join(to, 'backup.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"size": 700', '"size": 701'));
}
