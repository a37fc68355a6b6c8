import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { isNothingThere, readPlainFile, sha256Hex, writeDurably } from '#libs/log-format';

import type { SealKeyPlace } from './key-file.js';
import { NotKept } from './not-kept.js';

/** Enough to tell the data directories of one machine apart. */
const NAME_DIGITS = 16;

/**
 * Which log belongs to a data directory, kept beside the keys: whoever can put another log there,
 * under a name and with keys of its own, but not reach the keys, is found out by it. Several data
 * directories may have their keys in one place, so the record is named after the directory.
 */
export class LogHome {
  readonly #file: string;
  /** What the record is called, for whoever has to find it; it says nothing about the machine. */
  readonly name: string;

  constructor({ keyFile, configDir }: SealKeyPlace, dataDir: string) {
    // Containers may call different directories the same, but give each a key file of its own.
    const key = keyFile === null ? null : realPath(keyFile);
    const place = JSON.stringify([realpathSync(dataDir), key]);
    this.name = `data-${sha256Hex(Buffer.from(place)).slice(0, NAME_DIGITS)}.log`;
    this.#file = join(key === null ? configDir : dirname(key), this.name);
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

  /** It is on disk when this resolves. Throws `NotKept`. */
  async keep(origin: string): Promise<void> {
    try {
      if (this.origin() === origin) return;
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeDurably(this.#file, `${origin}\n`, 'replace');
    } catch (error) {
      throw NotKept.of(error, 'rằng thư mục dữ liệu này là nơi của sổ', this.#file);
    }
  }
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
