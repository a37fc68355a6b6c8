import { checkpointsIn, UnusableInput } from '#libs/audit';
import type { StoredLog } from '#libs/event-store';
import { FormatError, parseCheckpoint, parseNote, type Checkpoint } from '#libs/log-format';

import { checkpointFolder } from './log-at-hand.js';
import { number } from './output.js';

/**
 * What is wrong with a log beside the checkpoints of its directory, each event worked out again as
 * long as `goOn` says; `null` where nothing was found.
 */
export async function damageIn(
  log: StoredLog,
  dataDir: string,
  goOn?: () => boolean,
): Promise<string | null> {
  // Before the head: a service that is at work seals no more than there is by then.
  const checkpoints = checkpointsOf(dataDir);
  if (checkpoints === null) return 'Có điểm niêm phong trong checkpoints không đọc được.';
  const { size } = log.head();
  const signed = checkpoints.at(-1)?.size ?? 0;
  if (signed > size)
    return `Sổ chỉ có ${number(size)} sự kiện, mà điểm niêm phong bên cạnh đã ký ${number(signed)} sự kiện.`;
  const { FullCheck } = await import('#libs/seals');
  const fault = await new FullCheck(log, checkpoints).run(goOn);
  return fault?.found.vi ?? null;
}

/** In ascending order; `null` where one of them is none. */
function checkpointsOf(dataDir: string): readonly Checkpoint[] | null {
  try {
    const notes = [...checkpointsIn(checkpointFolder(dataDir))];
    return notes.map(({ note }) => parseCheckpoint(parseNote(note).text));
  } catch (error) {
    if (error instanceof FormatError || error instanceof UnusableInput) return null;
    throw error;
  }
}
