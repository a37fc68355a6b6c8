import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import {
  FormatError,
  formatCheckpoint,
  parseCheckpoint,
  readPlainFile,
  sha256Hex,
  type Checkpoint,
} from '#libs/log-format';

/** Of one checkpoint. */
const LINES = 3;
/** First the digest of all that follows: with the name of a log all that it signed is forgotten. */
const DIGEST = 'sha256 ';
/** As earlier versions wrote it: they knew no digest. */
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
    for (const text of checkpointsIn(readPlainFile(path, 'follow').toString('utf8'))) {
      const checkpoint = parseCheckpoint(text);
      if (this.#latest.has(checkpoint.origin))
        throw new FormatError('checkpoint', 'The state of the witness holds a log twice.');
      this.#latest.set(checkpoint.origin, checkpoint);
    }
  }

  /** Makes the file of a witness that has cosigned nothing; never over one that is there. */
  static begin(path: string): StateFile {
    writeSynced(path, formatState([]), 'wx');
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
    writeSynced(beside, formatState([...all.values()]));
    renameSync(beside, this.#path);
    syncFolder(dirname(this.#path));
    this.#latest.set(checkpoint.origin, checkpoint);
  }
}

function formatState(checkpoints: readonly Checkpoint[]): string {
  const text = checkpoints.map(formatCheckpoint).join('');
  return `${digestLine(text)}${text}`;
}

/** The text of each. */
function checkpointsIn(state: string): readonly string[] {
  if (state === '') throw new FormatError('checkpoint', 'The state of the witness is empty.');
  if (state === NOTHING_YET) return [];
  if (!state.startsWith(DIGEST)) return inThrees(state);
  const text = state.slice(state.indexOf('\n') + 1);
  if (state !== `${digestLine(text)}${text}`)
    throw new FormatError('checkpoint', 'The state of the witness is not what was written.');
  return inThrees(text);
}

function digestLine(text: string): string {
  return `${DIGEST}${sha256Hex(text)}\n`;
}

function inThrees(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/).filter(Boolean);
  const starts = lines.flatMap((_, at) => (at % LINES === 0 ? [at] : []));
  return starts.map((at) => lines.slice(at, at + LINES).join(''));
}

function writeSynced(path: string, text: string, flag: 'w' | 'wx' = 'w'): void {
  const file = openSync(path, flag, 0o600);
  try {
    // Not `writeSync`: a disk that fills up takes a part of it, and that is no error.
    writeFileSync(file, text);
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
