import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { generateSignerKey, parseCheckpoint, type VerifierKey } from '#libs/log-format';

import { sealKeyFile } from '../keys/key-file.js';
import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { backUp } from './back-up.js';
import { UnusableBackup, type BackupManifest } from './manifest.js';
import { restoreFrom } from './restore.js';
import { NoKeyForBackup, signManifest } from './vouching.js';

let log: SampleLog;
let to: string;
let signed: string;
let keys: readonly VerifierKey[];

/** A backup of 20 events, whoever may write to it afterwards. */
beforeEach(async () => {
  log = new SampleLog();
  to = join(log.root, 'backup');
  for (const name of ['keys.db', 'access.db']) fill(join(log.dataDir, name), 'của sở');
  const seals = await log.sealing();
  await log.appendMany(20);
  await seals.sealNow();
  const sign = (manifest: string) => (signed = manifest) && seals.signBackup(manifest);
  await backUp({ dataDir: log.dataDir, to, now: new Date(), sign, progress: () => undefined });
  keys = sealKeyFile(keyPlace(), ORIGIN, log.dataDir).keysOf(ORIGIN);
});
afterEach(() => log.remove());

const keyPlace = () => ({ keyFile: null, configDir: join(log.root, 'config') });

function restored(keysOf: ((origin: string) => readonly VerifierKey[]) | null = () => keys) {
  return restoreFrom({
    ...{ from: to, dataDir: join(log.root, 'restored'), keysOf },
    keyPlace: keyPlace(),
    keepHome: () => Promise.resolve(),
    progress: () => undefined,
  });
}

function fill(file: string, text: string): void {
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE kept (text TEXT); INSERT INTO kept VALUES ('${text}')`);
  database.close();
}

function changeManifest(change: (manifest: BackupManifest) => object): void {
  const file = join(to, 'backup.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as BackupManifest;
  writeFileSync(file, JSON.stringify({ ...manifest, ...change(manifest) }));
}

/** The end is gone, and all that no signature covers is made to fit. */
function cutAndFit(): void {
  tampering.truncateWell(join(to, 'log.db'), 0);
  rmSync(join(to, 'checkpoints', '0000000000000020.txt'));
  changeManifest(() => ({ size: 0, checkpoint: null, root: undefined }));
}

/** Somebody else’s password for every account. */
function swapPasswords(): void {
  fill(join(to, 'keys', 'access.db'), 'của kẻ khác');
}

describe('a backup that its log has signed', () => {
  it('is restored by whoever has a key of the log', async () => {
    expect(await restored()).toMatchObject({ size: 20, origin: ORIGIN });
  });

  it('is restored also once its keys are deleted, as they have to be', async () => {
    rmSync(join(to, 'keys'), { recursive: true });
    expect(await restored()).toMatchObject({ size: 20 });
  });

  it('is signed by what can never be taken for a checkpoint', () => {
    const note = readFileSync(join(to, 'backup.note'), 'utf8');
    expect(note).toMatch(/^totrinh\/backup\/v1\n[0-9a-f]{64}\n\n— /);
    expect(() => parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))).toThrow('three lines');
  });
});

describe('whoever can write a backup gains nothing by', () => {
  it.each<[string, () => void, RegExp]>([
    ['cutting off its end, all else made to fit', cutAndFit, /không phải bản mà sổ đã ký/],
    [
      'making it look newer',
      () => changeManifest(() => ({ backedUpAt: '2030-01-01T00:00:00.000Z' })),
      /không phải bản mà sổ đã ký/,
    ],
    ['putting other passwords in', swapPasswords, /Tệp khóa access\.db .* không phải tệp đã sao/],
    [
      'putting other passwords in, with a manifest that says nothing of them',
      () => {
        swapPasswords();
        changeManifest(() => ({ keyFiles: undefined }));
      },
      /không phải bản mà sổ đã ký/,
    ],
    ['taking the signature away', () => rmSync(join(to, 'backup.note')), /không có chữ ký/],
    ['making a note of it', () => writeFileSync(join(to, 'backup.note'), 'đã ký\n'), /Chữ ký/],
    ['signing it with another key', () => signWith(ORIGIN), /không do khóa đang có của sổ ký/],
  ])('%s', async (_what, attack, sentence) => {
    attack();
    await expect(restored()).rejects.toThrow(sentence);
    await expect(restored()).rejects.not.toThrow(NoKeyForBackup);
  });

  it('giving the log another name, of which nobody has a key', async () => {
    changeManifest(() => ({ origin: 'so-khac.example/totrinh/0002' }));
    signWith('so-khac.example/totrinh/0002');
    await expect(restored()).rejects.toThrow(NoKeyForBackup);
  });
});

describe('a backup of which nobody can tell who made it', () => {
  it('is refused for want of a key, and taken where that is wanted', async () => {
    await expect(restored(() => [])).rejects.toThrow(/--vkey.*--unsigned/);
    await expect(restored(() => [])).rejects.toThrow(NoKeyForBackup);
    expect(await restored(null)).toMatchObject({ size: 20 });
  });

  it('is held against its own manifest all the same', async () => {
    swapPasswords();
    await expect(restored(null)).rejects.toThrow(UnusableBackup);
  });

  it('would be a forged one, if nobody looked', async () => {
    cutAndFit();
    expect(await restored(null)).toMatchObject({ size: 0 });
  });

  it('may be older than signatures, with a manifest that names fewer things', async () => {
    rmSync(join(to, 'backup.note'));
    changeManifest(() => ({ root: undefined, keyFiles: undefined }));
    expect(await restored(null)).toMatchObject({ size: 20 });
  });
});

it('signs the very bytes of the manifest', () => {
  expect(readFileSync(join(to, 'backup.json'), 'utf8')).toBe(signed);
});

function signWith(name: string): void {
  const manifest = readFileSync(join(to, 'backup.json'), 'utf8');
  writeFileSync(join(to, 'backup.note'), signManifest(manifest, [generateSignerKey(name, 'note')]));
}
