import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Sentence } from '#libs/domain';
import {
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  isSignerKey,
  logIdOf,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  type VerifierKey,
} from '#libs/log-format';

import { isWithin } from '../real-place.js';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** The key file may not be used as it is: the message says why, and what to do. */
export class UnusableSealKey extends Error {
  override readonly name = 'UnusableSealKey';
}

export interface SealKeyPlace {
  /** `null`: one named after the log, in `configDir`. */
  readonly keyFile: string | null;
  readonly configDir: string;
}

/** The key file of the log of that name. Throws `UnusableSealKey`. */
export function sealKeyFile(place: SealKeyPlace, origin: string, dataDir: string): SealKeyFile {
  const { keyFile, configDir } = place;
  return new SealKeyFile(keyFile ?? join(configDir, `${logIdOf(origin)}.key`), dataDir);
}

/** A log that was sealed, by the names that it has borne. */
export interface SealedBefore {
  readonly origins: readonly string[];
  readonly dataDir: string;
}

/**
 * Of a log that was sealed: that its keys are not where `TOTRINH_SEAL_KEY` says; else `null`. For
 * such a log no file is made there, as whoever mistyped the name would go on unsealed; an empty one
 * is there for keys that are gone. Throws `UnusableSealKey`.
 */
export function keysElsewhere(
  { keyFile }: SealKeyPlace,
  { origins, dataDir }: SealedBefore,
): Sentence | null {
  if (keyFile === null) return null;
  const found = statSync(keyFile, { throwIfNoEntry: false });
  if (!found)
    return elsewhere({ vi: `không có tệp ${keyFile}`, en: `there is no file ${keyFile}` });
  const file = new SealKeyFile(keyFile, dataDir);
  if (found.size === 0 || origins.some((origin) => file.verifiersOf(origin).length > 0))
    return null;
  return elsewhere({
    vi: `tệp ${keyFile} không có khóa nào của sổ này`,
    en: `the file ${keyFile} has no key of this log`,
  });
}

function elsewhere({ vi, en }: Sentence): Sentence {
  return {
    vi: `TOTRINH_SEAL_KEY: ${vi}, mà sổ đã được niêm phong. Hãy đặt TOTRINH_SEAL_KEY đến đúng tệp khóa niêm phong; nếu khóa không còn, hãy đặt nó đến một tệp trống có quyền 600 rồi chạy lại, sau đó chạy: totrinh keys rotate`,
    en: `TOTRINH_SEAL_KEY: ${en}, and the log was sealed. Set TOTRINH_SEAL_KEY to the file with its keys; where they are gone, set it to an empty file of mode 600 and try again, then run: totrinh keys rotate`,
  };
}

/** Throws `UnusableSealKey`. */
export function requireKeys(place: SealKeyPlace, log: SealedBefore): void {
  const sentence = keysElsewhere(place, log);
  if (sentence) throw new UnusableSealKey(sentence.vi);
}

/**
 * For whoever brings a log to a data directory, before anything is kept beside its keys. Throws
 * `UnusableSealKey` for a place among the data, and where a log that was sealed has none there.
 */
export function requireOwnKeys(
  place: SealKeyPlace,
  log: { readonly origin: string; readonly dataDir: string; readonly isSealed: boolean },
): void {
  const { origin, dataDir, isSealed } = log;
  sealKeyFile(place, origin, dataDir);
  if (isSealed) requireKeys(place, { origins: [origin], dataDir });
}

/**
 * The secret keys of a log, one a line, in a file that only its owner reads and that is not beside
 * the log: whoever can change the log must not be able to seal it again. Of a retired key the
 * public part stays: an older log, from a backup, is held against it.
 */
export class SealKeyFile {
  readonly path: string;

  /** Throws `UnusableSealKey` for a place within the data directory. */
  constructor(path: string, dataDir: string) {
    this.path = resolve(path);
    if (isWithin(dirname(this.path), dataDir))
      throw new UnusableSealKey(
        `Khóa niêm phong không được nằm trong thư mục dữ liệu: ${this.path}. ` +
          'Hãy đặt TOTRINH_SEAL_KEY ra nơi khác.',
      );
  }

  /** Those of one log, the oldest first; none where there is no file. Throws `UnusableSealKey`. */
  keysOf(origin: string): readonly SignerKey[] {
    return this.verifiersOf(origin).filter((key) => 'privateKey' in key) as SignerKey[];
  }

  /** Those of one log and those that have retired, the oldest first. Throws `UnusableSealKey`. */
  verifiersOf(origin: string): readonly VerifierKey[] {
    return this.#lines()
      .map((line) => this.#read(line, isSignerKey(line) ? parseSignerKey : parseVerifierKey))
      .filter(({ name }) => name === origin);
  }

  /** Makes another key for the log; it is on disk when this returns. */
  make(origin: string): SignerKey {
    const key = generateSignerKey(origin, 'note');
    this.#write([...this.#lines(), formatSignerKey(key)]);
    return key;
  }

  /** Forgets the secret of a key that signs no more. */
  retire(vkey: string): void {
    const isRetiring = (line: string) =>
      isSignerKey(line) && formatVerifierKey(this.#read(line, parseSignerKey)) === vkey;
    this.#write(this.#lines().map((line) => (isRetiring(line) ? vkey : line)));
  }

  #read<Key>(line: string, parse: (text: string) => Key): Key {
    try {
      return parse(line);
    } catch (error) {
      throw new UnusableSealKey(`Tệp khóa niêm phong ${this.path} có dòng không phải khóa.`, {
        cause: error,
      });
    }
  }

  #lines(): readonly string[] {
    try {
      return this.#linesThere();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new UnusableSealKey(
        `Không đọc được tệp khóa niêm phong ${this.path} (${code}): hãy kiểm tra quyền của nó, ` +
          'hoặc đặt TOTRINH_SEAL_KEY đến đúng tệp.',
        { cause: error },
      );
    }
  }

  #linesThere(): readonly string[] {
    const found = statSync(this.path, { throwIfNoEntry: false });
    if (!found) return [];
    if (!found.isFile())
      throw new UnusableSealKey(
        `Khóa niêm phong phải là một tệp thường: ${this.path}. ` +
          'Hãy đặt TOTRINH_SEAL_KEY đến đúng tệp.',
      );
    if ((found.mode & OTHERS) !== 0)
      throw new UnusableSealKey(
        `Người khác đọc được tệp khóa niêm phong ${this.path}. Hãy chạy: chmod 600 ${this.path}`,
      );
    const lines = readFileSync(this.path, 'utf8').split('\n');
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  }

  #write(lines: readonly string[]): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      const beside = `${this.path}.new`;
      writeFileSync(beside, lines.map((line) => `${line}\n`).join(''), { mode: OWNER_ONLY });
      chmodSync(beside, OWNER_ONLY); // a file left by a crash keeps the mode it had
      syncToDisk(beside);
      renameSync(beside, this.path);
      syncToDisk(dirname(this.path));
    } catch (error) {
      throw new UnusableSealKey(
        `Không ghi được tệp khóa niêm phong ${this.path}: hãy đặt TOTRINH_SEAL_KEY thành một tệp ` +
          `ghi được, ngoài thư mục dữ liệu. (${String(error)})`,
        { cause: error },
      );
    }
  }
}

function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
