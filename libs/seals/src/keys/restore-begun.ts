import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { isNothingThere, NotAPlainFile, readPlainFile, writeDurably } from '#libs/log-format';

import { besideKeys } from './beside-keys.js';
import type { SealKeyPlace } from './key-file.js';

/**
 * The mark of a restore once more, beside the keys, until it is done: whoever can write the data
 * directory can make what looks like a restore's, and would have the next one clear all of it.
 */
export class RestoreBegun {
  readonly #file: string;

  constructor(place: SealKeyPlace, dataDir: string) {
    this.#file = besideKeys(place, dataDir, 'restore');
  }

  /** On disk when this resolves; where nothing can be kept, one that is cut off is not known. */
  async keep(mark: string): Promise<void> {
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeDurably(this.#file, mark, 'replace');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }

  /** Whether a restore that has begun here made the mark in that file. */
  hasMade(file: string): boolean {
    const kept = bytesOf(this.#file);
    return kept !== null && (bytesOf(file)?.equals(kept) ?? false);
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }
}

function bytesOf(file: string): Buffer | null {
  try {
    return readPlainFile(file, 'refuse');
  } catch (error) {
    if (isNothingThere(error) || error instanceof NotAPlainFile) return null;
    throw error;
  }
}
