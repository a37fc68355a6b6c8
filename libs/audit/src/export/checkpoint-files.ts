import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { NotAPlainFile, readPlainFile } from '#libs/log-format';

import { notPlain } from './line-fault.js';

/** A checkpoint as it was given out: how many events it is over, and its signed note. */
export interface CheckpointNote {
  readonly size: number;
  readonly note: string;
}

/** How the files of the checkpoints are named: the size, so that names sort as sizes do. */
const NAME = /^(\d{16})\.txt$/;
/** Folder of those with the signatures of witnesses. */
const COSIGNED = 'cosigned';

/**
 * The checkpoints kept in a folder now, smallest first, each read when it is come to. Asked for
 * before the log's size, none can be over more events than the log holds: unless some are gone.
 * Throws `UnusableInput` where something else bears the name of one.
 */
export function checkpointsIn(folder: string): Iterable<CheckpointNote> {
  const cosigned = new Set(namesIn(join(folder, COSIGNED)));
  const names = new Set([...namesIn(folder), ...cosigned]);
  return read([...names].sort(), (name) =>
    cosigned.has(name) ? join(folder, COSIGNED, name) : join(folder, name),
  );
}

/** How many events the newest checkpoint in a folder is over, by its name; `null` for none. */
export function newestCheckpoint(folder: string): number | null {
  const name = [...namesIn(folder), ...namesIn(join(folder, COSIGNED))].sort().at(-1);
  return name === undefined ? null : sizeIn(name);
}

/** Where the checkpoint over so many events is kept. */
export function checkpointFile(folder: string, size: number): string {
  return join(folder, `${String(size).padStart(16, '0')}.txt`);
}

function* read(
  names: readonly string[],
  fileOf: (name: string) => string,
): Generator<CheckpointNote> {
  for (const name of names) {
    yield { size: sizeIn(name), note: noteIn(fileOf(name)) };
  }
}

function sizeIn(name: string): number {
  return Number(NAME.exec(name)?.[1]);
}

function noteIn(file: string): string {
  try {
    return readPlainFile(file, 'refuse').toString('utf8');
  } catch (error) {
    throw error instanceof NotAPlainFile ? notPlain(file) : error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => NAME.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
