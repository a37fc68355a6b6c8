import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { FormatError, formatCheckpoint, parseCheckpoint, type Checkpoint } from '#libs/log-format';

/** Of one checkpoint. */
const LINES = 3;
/** A file without a byte is one that was lost: nothing cosigned yet looks otherwise. */
const NOTHING_YET = '\n';

/** The largest checkpoint cosigned of each log, three lines each, in one file. */
export class StateFile {
  readonly #path: string;
  readonly #latest = new Map<string, Checkpoint>();

  /**
   * Throws `FormatError` for a file that is none, and for none at all: a witness that forgot must
   * not begin anew.
   */
  constructor(path: string) {
    this.#path = path;
    if (!existsSync(path)) throw new FormatError('checkpoint', 'The witness has no state.');
    const text = readFileSync(path, 'utf8');
    if (text === NOTHING_YET) return;
    const lines = text.split('\n');
    if (text === '') throw new FormatError('checkpoint', 'The state of the witness is empty.');
    if (lines.length % LINES !== 1 || lines.at(-1) !== '')
      throw new FormatError('checkpoint', 'The state of the witness is not whole.');
    for (let at = 0; at + 1 < lines.length; at += LINES) {
      const checkpoint = parseCheckpoint(`${lines.slice(at, at + LINES).join('\n')}\n`);
      if (this.#latest.has(checkpoint.origin))
        throw new FormatError('checkpoint', 'The state of the witness holds a log twice.');
      this.#latest.set(checkpoint.origin, checkpoint);
    }
  }

  /** Makes the file of a witness that has cosigned nothing; never over one that is there. */
  static begin(path: string): StateFile {
    writeSynced(path, NOTHING_YET, 'wx');
    syncFolder(dirname(path));
    return new StateFile(path);
  }

  latest(origin: string): Checkpoint | null {
    return this.#latest.get(origin) ?? null;
  }

  /** On disk when this returns; nothing else runs meanwhile, so no other can come in between. */
  keep(checkpoint: Checkpoint): void {
    const all = new Map(this.#latest).set(checkpoint.origin, checkpoint);
    const beside = `${this.#path}.new`;
    writeSynced(beside, [...all.values()].map(formatCheckpoint).join(''));
    renameSync(beside, this.#path);
    syncFolder(dirname(this.#path));
    this.#latest.set(checkpoint.origin, checkpoint);
  }
}

function writeSynced(path: string, text: string, flag: 'w' | 'wx' = 'w'): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
