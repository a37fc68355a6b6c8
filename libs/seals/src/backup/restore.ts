import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { lockDataDirectory } from '#libs/event-store';
import { syncTree, UNFINISHED, type VerifierKey } from '#libs/log-format';

import { markRestored } from '../boot/restored-mark.js';
import { CheckpointBook, checkpointName } from '../checkpoint-book.js';
import { checkCopy, type CopyProgress } from './checked-copy.js';
import {
  CHECKPOINTS,
  KEY_FILES,
  KEYS_FOLDER,
  LOG_FILE,
  PlaceRefused,
  readManifest,
  UnusableBackup,
  type BackupManifest,
  type CheckedCopy,
} from './manifest.js';
import { copyPlainFile, requirePlainFiles } from './plain-files.js';
import { requireKeyFiles, requireVouched } from './vouching.js';

export interface RestoreRequest {
  /** A backup, as `backUp` made it. */
  readonly from: string;
  /** A data directory that holds nothing yet. */
  readonly dataDir: string;
  /** Keys of the log of that name; `null`: it is taken whoever made it. */
  readonly keysOf: ((origin: string) => readonly VerifierKey[]) | null;
  readonly progress: CopyProgress;
}

const OWNER_ONLY = 0o700;
/** What a data directory may hold and still be empty: the lock means nothing by itself. */
const NOTHING = new Set(['lock.db', 'lock.db-journal']);

/**
 * Copies a backup into an empty data directory; it is checked before it is copied and again where
 * it then lies. The service starts read-only on it until the restore is accepted. Throws
 * `PlaceRefused`, `NotABackup`, `NoKeyForBackup`, `UnusableBackup`, and `DataDirectoryInUse`.
 */
export async function restoreFrom({
  from,
  dataDir,
  keysOf,
  progress,
}: RestoreRequest): Promise<BackupManifest> {
  const manifest = readManifest(from);
  requirePlainFiles(from);
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  const lock = lockDataDirectory(dataDir);
  try {
    if (readdirSync(dataDir).some((name) => !NOTHING.has(name)))
      throw new PlaceRefused(`Thư mục dữ liệu ${dataDir} không trống: không ghi đè lên sổ nào.`);
    if (keysOf) requireVouched(from, manifest, keysOf(manifest.origin));
    await requireKeyFiles(join(from, KEYS_FOLDER), manifest);
    requireSame(manifest, await checkCopy(from, progress), from);
    await copyInto(dataDir, from, manifest);
    await requireKeyFiles(dataDir, manifest);
    requireSame(manifest, await checkCopy(dataDir, progress), dataDir);
    return manifest;
  } finally {
    lock.release();
  }
}

/** The log itself comes last: where it is there, everything is. */
async function copyInto(
  dataDir: string,
  from: string,
  { origin, backedUpAt }: BackupManifest,
): Promise<void> {
  await markRestored(dataDir, { origin, backedUpAt });
  const [sealed, to] = [join(from, CHECKPOINTS), join(dataDir, CHECKPOINTS)];
  mkdirSync(to, { mode: OWNER_ONLY });
  for (const size of new CheckpointBook(sealed).sizes())
    await copyPlainFile(join(sealed, checkpointName(size)), join(to, checkpointName(size)));
  for (const name of KEY_FILES)
    if (existsSync(join(from, KEYS_FOLDER, name)))
      await copyPlainFile(join(from, KEYS_FOLDER, name), join(dataDir, name));
  const unfinished = join(dataDir, `${LOG_FILE}${UNFINISHED}`);
  await copyPlainFile(join(from, LOG_FILE), unfinished);
  await syncTree(dataDir);
  await rename(unfinished, join(dataDir, LOG_FILE));
  await syncTree(dataDir);
}

function requireSame(said: BackupManifest, found: CheckedCopy, folder: string): void {
  const same =
    said.origin === found.origin &&
    said.size === found.size &&
    (said.root ?? found.root) === found.root &&
    said.checkpoint === found.checkpoint;
  if (!same)
    throw new UnusableBackup(`Sổ trong ${folder} không phải bản đã được kiểm khi sao lưu.`);
}
