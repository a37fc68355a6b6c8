import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { markText } from '../boot/restored-mark.js';
import { besideKeys } from '../keys/beside-keys.js';
import { RestoreBegun } from '../keys/restore-begun.js';
import { SampleLog } from '../testing/sample-log.js';
import { backUp } from './back-up.js';
import { PlaceRefused } from './manifest.js';
import { restoreFrom } from './restore.js';

const MARK = markText({ origin: 'so-noi-vu.example/0001', backedUpAt: '2026-03-02T01:02:03.004Z' });

let log: SampleLog;
let from: string;
let dataDir: string;
let keyPlace: { readonly keyFile: null; readonly configDir: string };
beforeEach(async () => {
  log = new SampleLog();
  [from, dataDir] = [join(log.root, 'backup'), join(log.root, 'restored')];
  keyPlace = { keyFile: null, configDir: join(log.root, 'config') };
  const seals = await log.sealing();
  await log.appendMany(20);
  await seals.sealNow();
  const sign = (manifest: string) => seals.signBackup(manifest);
  const progress = () => undefined;
  await backUp({ dataDir: log.dataDir, to: from, now: new Date(), sign, progress });
  mkdirSync(dataDir);
});
afterEach(() => log.remove());

/** But for what SQLite keeps there while it works. */
const namesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !/^lock\.db|-(wal|shm)$/.test(name))
    .sort();

function put(names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(dataDir, name)), { recursive: true });
    writeFileSync(join(dataDir, name), name === 'restored.json' ? MARK : 'nửa chừng');
  }
}

const restored = () =>
  restoreFrom({
    ...{ from, dataDir, keysOf: null, keyPlace },
    keepHome: () => Promise.resolve(),
    progress: () => undefined,
  });

describe('a restore that was cut off', () => {
  it.each<[string, readonly string[]]>([
    ['before anything but the log was begun', ['log.db.unfinished']],
    ['before its mark', ['.restored.json.1.unfinished', 'log.db.unfinished']],
    ['and was looked at', ['keys.db-shm', 'keys.db-wal', 'restored.json', 'log.db.unfinished']],
    ['among its last', ['checkpoints/1.txt', 'keys.db', 'restored.json', 'log.db.unfinished']],
  ])('%s is repeated, and nothing of it is kept', async (_when, left) => {
    await new RestoreBegun(keyPlace, dataDir).keep(MARK);
    put(left);
    expect(await restored()).toMatchObject({ size: 20 });
    expect(namesIn(dataDir)).toEqual(['checkpoints', 'log.db', 'restored.json']);
    expect(readdirSync(keyPlace.configDir).filter((name) => name.endsWith('.restore'))).toEqual([]);
  });
});

const MARKED = ['checkpoints/1.txt', 'keys.db', 'log.db.unfinished', 'restored.json'];

async function refusedUntouched(names: readonly string[], sentence: string): Promise<void> {
  const before = names.map((name) => readFileSync(join(dataDir, name), 'utf8'));
  await expect(restored()).rejects.toThrow(PlaceRefused);
  await expect(restored()).rejects.toThrow(sentence);
  expect(names.map((name) => readFileSync(join(dataDir, name), 'utf8'))).toEqual(before);
}

describe('what a restore has not left is not cleared away', () => {
  it.each([
    ['keys alone', ['keys.db']],
    ['keys that no mark stands before', ['keys.db', 'log.db.unfinished']],
    ['somebody else’s file', ['.thư.unfinished', 'log.db.unfinished', 'restored.json']],
    ['keys beside a file of a service that ran', ['keys.db', 'log.db.unfinished', 'server.json']],
    ['a log', ['log.db', 'log.db.unfinished']],
  ])('%s', async (_what, names) => {
    await new RestoreBegun(keyPlace, dataDir).keep(MARK);
    put(names);
    await refusedUntouched(names, 'không trống: không ghi đè lên sổ nào');
  });

  it.each<[string, (begun: RestoreBegun) => Promise<void> | void]>([
    ['that nothing beside the keys tells of', () => undefined],
    ['of another restore than began there', (begun) => begun.keep(MARK.replace('0001', '0002'))],
    ['of one that ended there', (begun) => begun.keep(MARK).then(() => begun.forget())],
    ['where a link leads to it', (begun) => begun.keep(MARK).then(linkToMark)],
  ])('all that lies beside a mark %s', async (_whose, prepare) => {
    put(MARKED);
    await prepare(new RestoreBegun(keyPlace, dataDir));
    await refusedUntouched(MARKED, 'không có gì cạnh khóa niêm phong cho biết restored.json');
  });

  it('where a folder stands for what would tell of it', async () => {
    put(MARKED);
    mkdirSync(besideKeys(keyPlace, dataDir, 'restore'), { recursive: true });
    await refusedUntouched(MARKED, 'không xóa gì');
  });
});

function linkToMark(): void {
  const elsewhere = join(log.root, 'mark');
  writeFileSync(elsewhere, MARK);
  rmSync(join(dataDir, 'restored.json'));
  symlinkSync(elsewhere, join(dataDir, 'restored.json'));
}
