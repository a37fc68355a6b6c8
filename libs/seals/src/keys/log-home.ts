import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { isNothingThere, readPlainFile, writeDurably } from '#libs/log-format';

import { besideKeys } from './beside-keys.js';
import type { SealKeyPlace } from './key-file.js';
import { NotKept } from './not-kept.js';

/**
 * Which log belongs to a data directory, kept beside the keys: whoever can put another log there,
 * under a name and with keys of its own, but not reach the keys, is found out by it.
 */
export class LogHome {
  readonly #file: string;

  constructor(place: SealKeyPlace, dataDir: string) {
    this.#file = besideKeys(place, dataDir, 'log');
  }

  /** What the record is called, for whoever has to find it; it says nothing about the machine. */
  get name(): string {
    return basename(this.#file);
  }

  /** Origin of the log that belongs there; `null` where none was ever kept. */
  origin(): string | null {
    try {
      return readPlainFile(this.#file, 'refuse').toString('utf8').trim();
    } catch (error) {
      if (isNothingThere(error)) return null;
      throw error;
    }
  }

  /** On disk when this resolves; answers which one belonged there before. Throws `NotKept`. */
  async keep(origin: string): Promise<string | null> {
    try {
      const before = this.origin();
      if (before === origin) return before;
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeDurably(this.#file, `${origin}\n`, 'replace');
      return before;
    } catch (error) {
      throw NotKept.of(error, 'rằng thư mục dữ liệu này là nơi của sổ', this.#file);
    }
  }
}
