import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { localDay, type Instant } from '#libs/domain';

export const MANIFEST = 'backup.json';
const FORMAT = 1;
/** Erasure of a person is complete once no copy of the keys from before it is left. */
const KEYS_KEPT_DAYS = 30;

/** Files of a backup; those that hold keys stand apart, as they may not be kept for long. */
export const LOG_FILE = 'log.db';
export const KEYS_FOLDER = 'keys';
export const KEY_FILES = ['keys.db', 'access.db'] as const;
export const CHECKPOINTS = 'checkpoints';

export type CheckedCopy = Pick<BackupManifest, 'origin' | 'size' | 'root' | 'checkpoint'>;

/** Written last: a folder without it is no backup. */
export interface BackupManifest {
  readonly format: typeof FORMAT;
  readonly origin: string;
  readonly size: number;
  /** Root over the events, hex. Backups made before manifests were signed do not name it. */
  readonly root?: string;
  /** Size of the newest checkpoint that the copy was found to hold; `null` when there is none. */
  readonly checkpoint: number | null;
  readonly backedUpAt: string;
  /** SHA-256 (hex) of each file with keys: no seal covers them. As `root`, absent in older ones. */
  readonly keyFiles?: Readonly<Record<string, string>>;
  /** Day by which the folder with the keys has to be deleted. */
  readonly deleteKeysBy: string;
}

/** No longer what it was when it was made; the message is a sentence for people. */
export class UnusableBackup extends Error {
  override readonly name = 'UnusableBackup';
}

/** Where the copy was to go cannot take it: nothing is wrong with any backup. */
export class PlaceRefused extends UnusableBackup {}

/** Never was a backup, or not one that was finished: nothing is wrong with any log. */
export class NotABackup extends UnusableBackup {}

export function manifestOf(
  copied: CheckedCopy & Pick<BackupManifest, 'keyFiles'>,
  now: Date,
): BackupManifest {
  const until = new Date(now.getTime() + KEYS_KEPT_DAYS * 86_400_000);
  return {
    format: FORMAT,
    ...copied,
    backedUpAt: now.toISOString(),
    deleteKeysBy: localDay(until.toISOString() as Instant),
  };
}

/** The very bytes that are signed and kept. */
export function manifestText(manifest: BackupManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Throws `NotABackup`, and `UnusableBackup` for one that is damaged. */
export function readManifest(folder: string): BackupManifest {
  const file = join(folder, MANIFEST);
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const found = isFolder ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
  if (!found)
    throw new NotABackup(`${folder} không phải bản sao lưu hoàn chỉnh: không có ${MANIFEST}.`);
  if (!found.isFile()) throw new UnusableBackup(`${file} không phải tệp thường.`);
  const { format, ...said } = parsed(file);
  if (format !== FORMAT)
    throw new NotABackup(`${file} không phải của bản sao lưu mà bản Tờ Trình này đọc được.`);
  const manifest = { format, ...said } as BackupManifest;
  // They are shown as they are: nothing that moves a terminal may stand in them.
  const { origin, backedUpAt, deleteKeysBy } = manifest;
  if (!isInstant(backedUpAt) || !isDay(deleteKeysBy) || !isName(origin))
    throw new UnusableBackup(`${file} đã hỏng: tên sổ hoặc thời điểm ghi trong đó không có thật.`);
  return manifest;
}

/** As `Date` writes it, and in no other way. */
export function isInstant(said: unknown): said is Instant {
  const at = typeof said === 'string' ? new Date(said) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString() === said;
}

function isName(said: unknown): boolean {
  return typeof said === 'string' && !/\p{Cc}/u.test(said);
}

function isDay(said: unknown): boolean {
  return typeof said === 'string' && isInstant(`${said}T00:00:00.000Z`);
}

function parsed(file: string): { readonly format?: unknown } {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UnusableBackup(`${file} đã hỏng.`);
}
