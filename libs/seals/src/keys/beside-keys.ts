import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { sha256Hex } from '#libs/log-format';

import type { SealKeyPlace } from './key-file.js';

/** Enough to tell the data directories of one machine apart. */
const NAME_DIGITS = 16;

/**
 * Where something about a data directory is kept that whoever can write the directory, but not
 * reach the keys, cannot say. Several directories may have their keys in one place, so it is named
 * after the directory.
 */
export function besideKeys(
  { keyFile, configDir }: SealKeyPlace,
  dataDir: string,
  ending: 'log' | 'restore',
): string {
  // Containers may call different directories the same, but give each a key file of its own.
  const key = keyFile === null ? null : realPath(keyFile);
  const place = JSON.stringify([realpathSync(dataDir), key]);
  const name = `data-${sha256Hex(Buffer.from(place)).slice(0, NAME_DIGITS)}.${ending}`;
  return join(key === null ? configDir : dirname(key), name);
}

/** The same by whatever links one gets there; the file itself, and its folder, may yet be made. */
function realPath(file: string): string {
  const path = resolve(file);
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
