import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { isRestoring, lockDataDirectory, RESTORED_LOG, RESTORED_MARK } from '#libs/event-store';
import { syncTree, UNFINISHED, type VerifierKey } from '#libs/log-format';

import { markRestored, markText } from '../boot/restored-mark.js';
import { CheckpointBook, checkpointName } from '../checkpoint-book.js';
import { requireOwnKeys, type SealKeyPlace } from '../keys/key-file.js';
import { RestoreBegun } from '../keys/restore-begun.js';
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
  readonly keyPlace: SealKeyPlace;
  /** Keeps beside the keys that the log of that name belongs to the directory. */
  readonly keepHome: (origin: string) => Promise<void>;
  readonly progress: CopyProgress;
}

const OWNER_ONLY = 0o700;
/** What a data directory may hold and still be empty: the lock means nothing by itself. */
const NOTHING = new Set(['lock.db', 'lock.db-journal']);
/** What SQLite keeps beside the log while it is checked. */
const BESIDE_LOG = [`${RESTORED_LOG}-wal`, `${RESTORED_LOG}-shm`];
/** Goes in this order, as the mark and the log, made first, tell the others for a restore's. */
const MADE_HERE = [CHECKPOINTS, ...KEY_FILES, ...BESIDE_LOG, RESTORED_MARK, RESTORED_LOG];

/**
 * Copies a backup into an empty data directory; it is checked before it is copied and again where
 * it then lies, before the log gets its name. The service starts read-only on it until the restore
 * is accepted. One that fails leaves nothing, one that was cut off can be repeated. Throws
 * `PlaceRefused`, `NotABackup`, `NoKeyForBackup`, `UnusableBackup`, `UnusableSealKey`, and
 * `DataDirectoryInUse`.
 */
export async function restoreFrom({
  from,
  dataDir,
  keysOf,
  keyPlace,
  keepHome,
  progress,
}: RestoreRequest): Promise<BackupManifest> {
  const manifest = readManifest(from);
  requirePlainFiles(from);
  const lock = lockDataDirectory(dataDir);
  try {
    const { origin, checkpoint } = manifest;
    requireOwnKeys(keyPlace, { origin, dataDir, isSealed: checkpoint !== null });
    const begun = new RestoreBegun(keyPlace, dataDir);
    const leftovers = leftByRestore(dataDir, begun);
    if (keysOf) requireVouched(from, manifest, keysOf(manifest.origin));
    await requireKeyFiles(join(from, KEYS_FOLDER), manifest);
    requireSame(manifest, await checkCopy(from, progress), from);
    remove(leftovers, dataDir);
    try {
      await begun.keep(markText(manifest));
      await copyInto(dataDir, from, manifest);
      await requireKeyFiles(dataDir, manifest);
      requireSame(manifest, await checkCopy(dataDir, progress, RESTORED_LOG), dataDir);
      await keepHome(manifest.origin);
    } catch (error) {
      remove(MADE_HERE, dataDir);
      begun.forget();
      throw error;
    }
    await putLogInPlace(dataDir);
    begun.forget();
    return manifest;
  } finally {
    lock.release();
  }
}

/**
 * What a restore that was cut off has left, and whoever has looked at that since. Throws
 * `PlaceRefused` where anything else lies: checkpoints and keys without the log and the mark that
 * a restore makes before them are of a log that was there, and is lost; a mark of which nothing
 * beside the keys says that a restore made it here may have been put there to have them cleared.
 */
function leftByRestore(dataDir: string, begun: RestoreBegun): readonly string[] {
  const there = readdirSync(dataDir).filter((name) => !NOTHING.has(name));
  const isMarked = isRestoring(dataDir);
  const isLeft = (name: string) =>
    [RESTORED_LOG, ...BESIDE_LOG].includes(name) ||
    (name.startsWith(`.${RESTORED_MARK}.`) && name.endsWith(UNFINISHED)) ||
    (isMarked && MADE_HERE.includes(name.replace(/-(wal|shm)$/, '')));
  if (there.length > 0 && !(there.includes(RESTORED_LOG) && there.every(isLeft)))
    throw new PlaceRefused(`Thư mục dữ liệu ${dataDir} không trống: không ghi đè lên sổ nào.`);
  if (isMarked && !begun.hasMade(join(dataDir, RESTORED_MARK)))
    throw new PlaceRefused(
      `Thư mục dữ liệu ${dataDir} không trống, và không có gì cạnh khóa niêm phong cho biết ${RESTORED_MARK} trong đó là của một lần khôi phục ở đây: không xóa gì. Nếu chắc không cần gì trong đó, hãy tự chuyển hết đi nơi khác rồi chạy lại.`,
    );
  // This may be cut off as well.
  return there.sort((a, b) => MADE_HERE.indexOf(a) - MADE_HERE.indexOf(b));
}

function remove(names: readonly string[], dataDir: string): void {
  for (const name of names) rmSync(join(dataDir, name), { recursive: true, force: true });
}

/** Everything, the log under a name that no service looks for. */
async function copyInto(dataDir: string, from: string, manifest: BackupManifest): Promise<void> {
  await copyPlainFile(join(from, LOG_FILE), join(dataDir, RESTORED_LOG));
  await markRestored(dataDir, manifest);
  const [sealed, to] = [join(from, CHECKPOINTS), join(dataDir, CHECKPOINTS)];
  mkdirSync(to, { mode: OWNER_ONLY });
  for (const size of new CheckpointBook(sealed).sizes())
    await copyPlainFile(join(sealed, checkpointName(size)), join(to, checkpointName(size)));
  for (const name of KEY_FILES)
    if (existsSync(join(from, KEYS_FOLDER, name)))
      await copyPlainFile(join(from, KEYS_FOLDER, name), join(dataDir, name));
  await syncTree(dataDir);
}

/** It comes last: where it is there, everything is, and it is known to belong there. */
async function putLogInPlace(dataDir: string): Promise<void> {
  remove(BESIDE_LOG, dataDir);
  await rename(join(dataDir, RESTORED_LOG), join(dataDir, LOG_FILE));
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
