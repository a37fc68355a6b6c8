import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Seals } from '../seals.js';
import { SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { backUp } from './back-up.js';
import type { CopyProgress } from './checked-copy.js';
import { PlaceRefused, UnusableBackup } from './manifest.js';

let log: SampleLog;
let seals: Seals;
let to: string;
beforeEach(async () => {
  log = new SampleLog();
  to = join(log.root, 'năm 2026', 'tháng 3', 'backup');
  for (const name of ['keys.db', 'access.db']) {
    const keys = new DatabaseSync(join(log.dataDir, name));
    keys.exec('CREATE TABLE keys (subject TEXT)');
    keys.close();
  }
  seals = await log.sealing();
  await log.appendMany(700);
  await seals.sealNow();
});
afterEach(() => log.remove());

const sign = (manifest: string) => seals.signBackup(manifest);
const made = (progress: CopyProgress = () => undefined) =>
  backUp({ dataDir: log.dataDir, to, now: new Date(), sign, progress });

type Stage = Parameters<CopyProgress>[0];

/** Ends the work when a stage is over. */
const endAfter =
  (last: Stage, before: () => void = () => undefined): CopyProgress =>
  (stage, done, total) => {
    if (stage !== last || done !== total) return;
    before();
    throw new Error('ended');
  };

const keysThere = () => readdirSync(join(to, 'keys'));

describe.each<Stage>(['log', 'check', 'keys'])('a backup that ends after the stage %s', (last) => {
  it('leaves none of the folders that it had to make', async () => {
    const before = readdirSync(log.root);
    await expect(made(endAfter(last))).rejects.toThrow('ended');
    expect(readdirSync(log.root)).toEqual(before);
  });

  it('leaves a folder that was there, and empty, as it was, to be used again', async () => {
    mkdirSync(to, { recursive: true });
    await expect(made(endAfter(last))).rejects.toThrow('ended');
    expect(readdirSync(to)).toEqual([]);
    expect(await made()).toMatchObject({ size: 700 });
  });

  it('touches nothing of another folder that bears its name by then', async () => {
    const other = filledLikeABackup();
    const moved = `${to}-cũ`;
    const swap = () => {
      renameSync(to, moved);
      symlinkSync(other, to);
    };
    await expect(made(endAfter(last, swap))).rejects.toThrow('ended');
    expect(filesOf(other)).toEqual(filesOf(filledLikeABackup()));
    expect(readdirSync(moved)).toEqual([]);
  });

  it('leaves what somebody else has put there meanwhile', async () => {
    const theirs = () => writeFileSync(join(to, 'thư.txt'), 'một tệp khác');
    await expect(made(endAfter(last, theirs))).rejects.toThrow('ended');
    expect(readdirSync(to)).toEqual(['thư.txt']);
  });
});

it('no key is copied before the copy of the log is found to be right', async () => {
  const seen: unknown[] = [];
  await made((stage, done, total) => {
    if (done === total) seen.push([stage, keysThere()]);
  });
  expect(seen).toEqual([
    ['log', []],
    ['check', []],
    ['keys', ['access.db', 'keys.db']],
  ]);
});

it('a backup that nobody waits for any more when it is signed leaves nothing', async () => {
  let isGone = false;
  const leave = (manifest: string) => {
    isGone = true;
    return sign(manifest);
  };
  const asked = backUp({
    ...{ dataDir: log.dataDir, to, now: new Date(), sign: leave },
    progress: () => {
      if (isGone) throw new Error('gone');
    },
  });
  await expect(asked).rejects.toThrow('gone');
  expect(existsSync(to)).toBe(false);
});

it('a backup whose folder was moved away is none, and nothing of it is left', async () => {
  const moved = `${to}-cũ`;
  const before = readdirSync(log.dataDir);
  let isMoved = false;
  const swap: CopyProgress = () => {
    if (isMoved) return;
    isMoved = true;
    renameSync(to, moved);
    symlinkSync(log.dataDir, to);
  };
  await expect(made(swap)).rejects.toThrow(PlaceRefused);
  expect(readdirSync(moved)).toEqual([]);
  expect(readdirSync(log.dataDir)).toEqual(before);
  await log.reopen();
  expect(log.store.head().size).toBe(700);
});

it.each([
  ['byte', () => tampering.changeByte(log.file, 'approve')],
  ['next number', () => tampering.numberOnFrom(log.file, 4_000)],
])('a backup of a damaged log leaves nothing: its %s was changed', async (_what, change) => {
  await log.store.close();
  change();
  await expect(made()).rejects.toThrow(UnusableBackup);
  expect(existsSync(join(log.root, 'năm 2026'))).toBe(false);
  await log.reopen();
});

it('a backup that is there stays, and what another one is making', async () => {
  await made();
  await expect(made()).rejects.toThrow(PlaceRefused);
  expect(readdirSync(to)).toContain('backup.json');
  expect(keysThere()).toEqual(['access.db', 'keys.db']);
  to = join(dirname(to), 'another');
  const [one, other] = await Promise.allSettled([made(), made()]);
  expect([one.status, other.status]).toEqual(['fulfilled', 'rejected']);
  expect(keysThere()).toEqual(['access.db', 'keys.db']);
});

it('a name that no folder can have is refused as the place', async () => {
  to = join(log.root, 'a'.repeat(300));
  await expect(made()).rejects.toThrow(PlaceRefused);
});

/** As a data directory is, or another backup. */
function filledLikeABackup(): string {
  const folder = mkdtempSync(join(log.root, 'khác-'));
  for (const name of ['keys', 'checkpoints']) mkdirSync(join(folder, name));
  for (const name of ['log.db', 'keys.db', 'keys/keys.db', 'backup.json', 'checkpoints/1.txt'])
    writeFileSync(join(folder, name), 'của nơi khác');
  return folder;
}

function filesOf(folder: string): readonly (readonly [string, string])[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [relative(folder, file), readFileSync(file, 'utf8')] as const);
}
