import { checkpointFile } from '#libs/audit';
import { parseCheckpoint, parseNote, readPlainFile, type Checkpoint } from '#libs/log-format';

/** A checkpoint as it lies beside the log. */
export interface Sealed {
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

/** `null` where there is none; of one that cannot be read, the check of the log tells. */
export function sealedAt(folder: string, size: number): Sealed | null {
  try {
    const note = readPlainFile(checkpointFile(folder, size), 'refuse').toString('utf8');
    return { note, checkpoint: parseCheckpoint(parseNote(note).text) };
  } catch {
    return null;
  }
}
