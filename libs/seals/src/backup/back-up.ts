import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

import { makeFolders } from '#libs/event-store';
import { syncTree, writeDurably } from '#libs/log-format';

import { CheckpointBook, checkpointName } from '../checkpoint-book.js';
import { checkCopy, openCopy, type CopyProgress } from './checked-copy.js';
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
/** All that a backup makes, the keys first, with what SQLite keeps beside a database. */
const MADE_HERE = [
  ...[KEYS_FOLDER, LOG_FILE, `${LOG_FILE}-wal`, `${LOG_FILE}-shm`, `${LOG_FILE}-journal`],
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
  if (!relative(dataDir, to).startsWith('..'))
    throw new PlaceRefused(
      `${to} nằm trong thư mục dữ liệu ${dataDir}: bản sao lưu phải ở nơi khác.`,
    );
  const made = unlessRefused(to, () => makePlace(to));
  try {
    unlessRefused(to, () => takePlace(to));
    try {
      return await copyInto(request);
    } catch (error) {
      for (const name of MADE_HERE) rmSync(join(to, name), { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    made.toReversed().forEach(removeIfEmpty);
    throw error;
  }
}

/** Answers the folders that it had to make, the outermost first. */
function makePlace(to: string): readonly string[] {
  const found = statSync(to, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new PlaceRefused(`${to} không phải thư mục.`);
  return makeFolders(to);
}

/** From here on whatever lies there is ours: nobody else makes this folder. */
function takePlace(to: string): void {
  if (readdirSync(to).length > 0) throw new PlaceRefused(`Thư mục ${to} không trống.`);
  mkdirSync(join(to, KEYS_FOLDER), { mode: OWNER_ONLY });
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
async function copyInto({
  dataDir,
  to,
  now,
  sign,
  progress,
}: BackupRequest): Promise<BackupManifest> {
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
  return manifest;
}

async function copyKeys(dataDir: string, to: string, progress: CopyProgress): Promise<void> {
  const files = KEY_FILES.filter((name) => existsSync(join(dataDir, name)));
  for (const [copied, name] of files.entries()) {
    progress('keys', copied, files.length);
    await copyDatabase(join(dataDir, name), join(to, name), () => undefined);
  }
  progress('keys', files.length, files.length);
}

async function copyDatabase(
  from: string,
  to: string,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const source = new DatabaseSync(from, { timeout: 5000 });
  try {
    // Held open while it copies: all pages are of one moment, however much is written meanwhile.
    source.exec('PRAGMA query_only = ON; BEGIN; SELECT count(*) FROM sqlite_schema');
    const pages = await backup(source, to, {
      rate: PAGES,
      progress: ({ totalPages, remainingPages }) =>
        progress(totalPages - remainingPages, totalPages),
    });
    progress(pages, pages); // it is not told of the last step
    source.exec('COMMIT');
  } finally {
    source.close();
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
