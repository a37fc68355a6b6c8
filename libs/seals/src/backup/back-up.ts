import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
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
 * Throws `PlaceRefused`, or `UnusableBackup` and leaves a folder that says that it is no backup.
 */
export async function backUp({
  dataDir,
  to,
  now,
  sign,
  progress,
}: BackupRequest): Promise<BackupManifest> {
  if (!relative(dataDir, to).startsWith('..'))
    throw new PlaceRefused(
      `${to} nằm trong thư mục dữ liệu ${dataDir}: bản sao lưu phải ở nơi khác.`,
    );
  makePlace(to);
  if (readdirSync(to).length > 0) throw new PlaceRefused(`Thư mục ${to} không trống.`);
  mkdirSync(join(to, KEYS_FOLDER), { mode: OWNER_ONLY });
  mkdirSync(join(to, CHECKPOINTS), { mode: OWNER_ONLY });
  // The keys last: whatever the copied events are sealed with is then among them.
  await copyDatabase(join(dataDir, LOG_FILE), join(to, LOG_FILE), (done, total) =>
    progress('log', done, total),
  );
  const size = sizeOf(join(to, LOG_FILE));
  await copyCheckpoints(join(dataDir, CHECKPOINTS), join(to, CHECKPOINTS), size);
  for (const name of KEY_FILES)
    if (existsSync(join(dataDir, name)))
      await copyDatabase(join(dataDir, name), join(to, KEYS_FOLDER, name), (done, total) =>
        progress('keys', done, total),
      );
  const copied = await checkCopy(to, progress);
  const keyFiles = await keyFileHashes(join(to, KEYS_FOLDER));
  const manifest = manifestOf({ ...copied, keyFiles }, now);
  const text = manifestText(manifest);
  const note = sign(text);
  if (note !== null) await writeDurably(join(to, NOTE), note, 'new');
  await syncTree(to);
  await writeDurably(join(to, MANIFEST), text, 'new');
  return manifest;
}

function makePlace(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new PlaceRefused(`${folder} không phải thư mục.`);
  try {
    makeFolders(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new PlaceRefused(
      `Không tạo được thư mục ${folder} (${code}): hãy chọn một nơi ghi được.`,
    );
  }
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
