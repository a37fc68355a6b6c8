import { canonicalJson } from '#libs/log-format';

import { LineFault } from './line-fault.js';

/** A checkpoint stands right after the events it is over. */
export function checkpointLine(note: string): string {
  return canonicalJson({ checkpoint: note });
}

/** Reads the parsed value of a line that is no event; throws `LineFault`. */
export function readCheckpoint(value: object, line: string): string {
  const note = 'checkpoint' in value ? value.checkpoint : null;
  if (typeof note !== 'string' || !note.isWellFormed() || checkpointLine(note) !== line)
    throw new LineFault({
      vi: 'Dòng này không phải sự kiện cũng không phải điểm niêm phong.',
      en: 'The line is neither an event nor a checkpoint.',
    });
  return note;
}
