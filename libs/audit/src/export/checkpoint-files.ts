import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
 */
export function checkpointsIn(folder: string): Iterable<CheckpointNote> {
  const cosigned = new Set(namesIn(join(folder, COSIGNED)));
  const names = new Set([...namesIn(folder), ...cosigned]);
  return read([...names].sort(), (name) =>
    cosigned.has(name) ? join(folder, COSIGNED, name) : join(folder, name),
  );
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
    const size = Number(NAME.exec(name)?.[1]);
    yield { size, note: readFileSync(fileOf(name), 'utf8') };
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
