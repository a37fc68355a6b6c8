import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

import { makeFolders } from '#libs/event-store';
import { syncTree, writeDurably } from '#libs/log-format';

import { CheckpointBook, checkpointName } from '../checkpoint-book.js';
import { isWithin } from '../real-place.js';
import { checkCopy, openCopy, type CopyProgress } from './checked-copy.js';
import { HeldFolder } from './held-folder.js';
import {
  CHECKPOINTS,
  KEY_FILES,
  KEYS_FOLDER,
  LOG_FILE,
  MANIFEST,
  manifestOf,
  manifestText,
  PlaceRefused,
  type BackupManifest,
} from './manifest.js';
import { copyPlainFile } from './plain-files.js';
import { keyFileHashes, NOTE } from './vouching.js';

/** Pages a step; others read and write between the steps. */
const PAGES = 500;
const OWNER_ONLY = 0o700;
const RECURSIVELY = { recursive: true, force: true } as const;
/** All that a backup makes, the keys first, with what SQLite keeps beside a log that is read. */
const MADE_HERE = [
  ...[KEYS_FOLDER, LOG_FILE, `${LOG_FILE}-wal`, `${LOG_FILE}-shm`],
  ...[CHECKPOINTS, NOTE, MANIFEST],
];

export interface BackupRequest {
  readonly dataDir: string;
  /** A folder that is empty or not there yet. */
  readonly to: string;
  readonly now: Date;
  /** Signs the manifest in the name of the log; answers `null` where no key is at hand. */
  readonly sign: (manifest: string) => string | null;
  readonly progress: CopyProgress;
}

/**
 * Copies a data directory that may be in use, and checks the copy before it calls it a backup.
 * Throws `PlaceRefused`, `UnusableBackup`, what the disk says, or what `progress` throws, and then
 * leaves the place as it was: nobody looks for keys in a backup that failed.
 */
export async function backUp(request: BackupRequest): Promise<BackupManifest> {
  const { dataDir, to } = request;
  if (isWithin(to, dataDir))
    throw new PlaceRefused(
      `${to} nằm trong thư mục dữ liệu ${dataDir}: bản sao lưu phải ở nơi khác.`,
    );
  const made = unlessRefused(to, () => makePlace(to));
  try {
    const place = unlessRefused(to, () => new HeldFolder(to));
    try {
      return await fill(place, request);
    } finally {
      place.release();
    }
  } catch (error) {
    made.toReversed().forEach(removeIfEmpty);
    throw error;
  }
}

async function fill(place: HeldFolder, request: BackupRequest): Promise<BackupManifest> {
  const { to } = request;
  unlessRefused(to, () => takePlace(place.path, to));
  try {
    return await copyInto(place, request);
  } catch (error) {
    if (place.isAtHand()) for (const name of MADE_HERE) rmSync(join(place.path, name), RECURSIVELY);
    throw named(error, place, to);
  }
}

/** Answers the folders that it had to make, the outermost first. */
function makePlace(to: string): readonly string[] {
  const found = statSync(to, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new PlaceRefused(`${to} không phải thư mục.`);
  return makeFolders(to);
}

/** From here on whatever lies there is ours: nobody else makes this folder. */
function takePlace(path: string, to: string): void {
  if (readdirSync(path).length > 0) throw new PlaceRefused(`Thư mục ${to} không trống.`);
  mkdirSync(join(path, KEYS_FOLDER), { mode: OWNER_ONLY });
}

/** What is told says the name by which the place is known. */
function named(error: unknown, { path }: HeldFolder, to: string): unknown {
  if (error instanceof Error) error.message = error.message.replaceAll(path, to);
  return error;
}

function unlessRefused<Value>(to: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new PlaceRefused(`Không ghi được vào thư mục ${to} (${code}): hãy chọn một nơi khác.`);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody has put something there meanwhile.
  }
}

/** The keys last: those that the copied events need are among them, and no bad copy gets any. */
async function copyInto(
  place: HeldFolder,
  { dataDir, to: name, now, sign, progress }: BackupRequest,
): Promise<BackupManifest> {
  const { path: to } = place;
  mkdirSync(join(to, CHECKPOINTS), { mode: OWNER_ONLY });
  await copyDatabase(join(dataDir, LOG_FILE), join(to, LOG_FILE), (done, total) =>
    progress('log', done, total),
  );
  const size = sizeOf(join(to, LOG_FILE));
  await copyCheckpoints(join(dataDir, CHECKPOINTS), join(to, CHECKPOINTS), size);
  const copied = await checkCopy(to, progress);
  await copyKeys(dataDir, join(to, KEYS_FOLDER), progress);
  const keyFiles = await keyFileHashes(join(to, KEYS_FOLDER));
  const manifest = manifestOf({ ...copied, keyFiles }, now);
  const text = manifestText(manifest);
  const note = sign(text);
  if (note !== null) await writeDurably(join(to, NOTE), note, 'new');
  await syncTree(to);
  await writeDurably(join(to, MANIFEST), text, 'new');
  if (!place.isInPlace())
    throw new PlaceRefused(`Thư mục ${name} đã bị chuyển đi hoặc thay bằng thứ khác khi đang sao.`);
  // Told when all is there, and asked for the last time whether anybody is: else it has to go.
  const copiedKeys = Object.keys(keyFiles).length;
  progress('keys', copiedKeys, copiedKeys);
  return manifest;
}

async function copyKeys(dataDir: string, to: string, progress: CopyProgress): Promise<void> {
  const files = KEY_FILES.filter((name) => existsSync(join(dataDir, name)));
  for (const [copied, name] of files.entries()) {
    progress('keys', copied, files.length);
    await copyDatabase(join(dataDir, name), join(to, name), () => undefined);
  }
}

async function copyDatabase(
  from: string,
  to: string,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const source = new DatabaseSync(from, { timeout: 5000 });
  // SQLite opens whatever bears a name by then, and writes over it: a name that no database has.
  const copy = `${to}.${randomUUID()}`;
  try {
    // Held open while it copies: all pages are of one moment, however much is written meanwhile.
    source.exec('PRAGMA query_only = ON; BEGIN; SELECT count(*) FROM sqlite_schema');
    const pages = await backup(source, copy, {
      rate: PAGES,
      progress: ({ totalPages, remainingPages }) =>
        progress(totalPages - remainingPages, totalPages),
    });
    progress(pages, pages); // it is not told of the last step
    source.exec('COMMIT');
    makeSelfContained(copy);
    await rename(copy, to);
  } finally {
    source.close();
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
  }
}

/** With a write-ahead log nobody could read it where nothing can be written, as on a disc. */
function makeSelfContained(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
}

/** Those that the copied log reaches; what is sealed while it is copied belongs to the next one. */
async function copyCheckpoints(from: string, to: string, size: number): Promise<void> {
  for (const at of new CheckpointBook(from).sizes().filter((covered) => covered <= size))
    await copyPlainFile(join(from, checkpointName(at)), join(to, checkpointName(at)));
}

function sizeOf(file: string): number {
  const log = openCopy(file);
  try {
    return log.head().size;
  } finally {
    log.close();
  }
}
