import {
  isUnreadable,
  StoreUnavailable,
  type EventStore,
  type RecordedEvent,
  type SealedRows,
} from '#libs/event-store';
import { FormatError, firstOriginBy, keyIntroducedBy } from '#libs/log-format';

import { checkpointsIn } from './checkpoint-files.js';
import { exportLines, type ExportSource } from './export-log.js';
import { LineFault } from './line-fault.js';
import { sealHistory, type SealHistory } from './seal-history.js';

const PAGE_SIZE = 1_000;

/** What an export of this log, as it stands now, is made of. */
export async function liveSource(
  log: EventStore & SealedRows,
  checkpointFolder: string,
): Promise<ExportSource> {
  const checkpoints = checkpointsIn(checkpointFolder);
  return { log, checkpoints, ...(await saidOfSeals(log)) };
}

/**
 * By its restores back to its beginning. Where these do not lead to what its first event says, one
 * of them is damaged or gone: then by that event, so that whatever stands before it still holds.
 */
async function saidOfSeals(log: EventStore & SealedRows): Promise<SealHistory> {
  const { origin } = log.head();
  const said = await unlessUnreadable(() => sealHistory(log, origin));
  const [first] = (await unlessUnreadable(() => log.readAll(0, 1))) ?? [];
  const begun = first ? firstOriginBy(first) : null;
  if (said && (begun === null || begun === said.firstOrigin)) return said;
  return { firstOrigin: begun ?? origin, keys: await everyKey(log) };
}

/** Each that an event introduces, whatever its stream, up to the first that cannot be read. */
async function everyKey(log: EventStore): Promise<string[]> {
  const keys = new Set<string>();
  for (let after = 0; ;) {
    const events = await readableAfter(log, after);
    for (const key of events.flatMap((event) => keyIntroducedBy(event) ?? [])) keys.add(key);
    const last = events.at(-1);
    if (!last) return [...keys];
    after = last.position;
  }
}

/** One that cannot be read takes its whole page with it. */
async function readableAfter(log: EventStore, after: number): Promise<readonly RecordedEvent[]> {
  const read = (count: number) => unlessUnreadable(() => log.readAll(after, count));
  return (await read(PAGE_SIZE)) ?? (await read(1)) ?? [];
}

async function unlessUnreadable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
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
