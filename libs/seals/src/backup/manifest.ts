import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeDurably } from '../durable-file.js';

const FILE = 'backup.json';
const FORMAT = 1;
/** Erasure of a person is complete once no copy of the keys from before it is left. */
const KEYS_KEPT_DAYS = 30;

/** Files of a backup; those that hold keys stand apart, as they may not be kept for long. */
export const LOG_FILE = 'log.db';
export const KEYS_FOLDER = 'keys';
export const KEY_FILES = ['keys.db', 'access.db'] as const;
export const CHECKPOINTS = 'checkpoints';

/** Written last: a folder without it is no backup. */
export interface BackupManifest {
  readonly format: typeof FORMAT;
  readonly origin: string;
  readonly size: number;
  /** Size of the newest checkpoint that the copy was found to hold; `null` when there is none. */
  readonly checkpoint: number | null;
  readonly backedUpAt: string;
  /** Day by which the folder with the keys has to be deleted. */
  readonly deleteKeysBy: string;
}

/** Not a backup, or no longer what it was; the message is a sentence for people. */
export class UnusableBackup extends Error {
  override readonly name = 'UnusableBackup';
}

export async function writeManifest(
  folder: string,
  copied: Pick<BackupManifest, 'origin' | 'size' | 'checkpoint'>,
  now: Date,
): Promise<BackupManifest> {
  const until = new Date(now.getTime() + KEYS_KEPT_DAYS * 86_400_000);
  const manifest = {
    format: FORMAT,
    ...copied,
    backedUpAt: now.toISOString(),
    deleteKeysBy: until.toISOString().slice(0, 10),
  } as const;
  await writeDurably(join(folder, FILE), `${JSON.stringify(manifest, null, 2)}\n`, 'new');
  return manifest;
}

/** Throws `UnusableBackup`. */
export function readManifest(folder: string): BackupManifest {
  try {
    const read = JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as { format?: unknown };
    if (read.format === FORMAT) return read as BackupManifest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && !(error instanceof SyntaxError))
      throw error;
  }
  throw new UnusableBackup(`${folder} không phải bản sao lưu hoàn chỉnh: không có ${FILE}.`);
}
