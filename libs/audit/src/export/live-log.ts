import {
  isUnreadable,
  StoreUnavailable,
  type EventStore,
  type SealedRows,
} from '#libs/event-store';
import { FormatError } from '#libs/log-format';

import { checkpointsIn } from './checkpoint-files.js';
import { exportLines, type ExportSource } from './export-log.js';
import { LineFault } from './line-fault.js';
import { sealHistory, type SealHistory } from './seal-history.js';

/** What an export of this log, as it stands now, is made of. */
export async function liveSource(
  log: EventStore & SealedRows,
  checkpointFolder: string,
): Promise<ExportSource> {
  const checkpoints = checkpointsIn(checkpointFolder);
  return { log, checkpoints, ...(await saidOfSeals(log)) };
}

/** A log whose own account of its seals cannot be read is exported all the same. */
async function saidOfSeals(log: EventStore & SealedRows): Promise<SealHistory> {
  const { origin } = log.head();
  try {
    return await sealHistory(log, origin);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { firstOrigin: origin, keys: [] };
  }
}

/** The lines of a live log for a verifier: what cannot be read is a fault of the log there. */
export async function* liveLines(
  log: EventStore & SealedRows,
  checkpointFolder: string,
): AsyncGenerator<readonly string[]> {
  try {
    yield* exportLines(await liveSource(log, checkpointFolder));
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !(error instanceof FormatError)) throw error;
    throw new LineFault({
      vi: `Tệp sổ hỏng, từ đây không đọc được nữa. (${error.message})`,
      en: `The file of the log is damaged and cannot be read from here on. (${error.message})`,
    });
  }
}

/** Lines as bytes. */
export async function* bytesOf(
  batches: AsyncIterable<readonly string[]>,
): AsyncGenerator<Uint8Array> {
  for await (const lines of batches)
    if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
}
