import type { EventStore, RecordedEvent, SealedLog } from '#libs/event-store';
import {
  keyIntroducedBy,
  LOG_RESTORED,
  originBefore,
  parseVerifierKey,
  sealStreamOf,
  type VerifierKey,
} from '#libs/log-format';

/** More events than any log has about its keys. */
const SEAL_EVENTS_MAX = 1_000;

/** How a restore stands in the log, as `LogRestored` says it. */
export interface RecordedRestore {
  readonly origin: string;
  readonly previous: { readonly origin: string };
  readonly size: number;
  readonly position: number;
}

/**
 * The restore that gave a log this origin; `null` where it has had it from the beginning. Throws
 * where it does not say which log it goes on from.
 */
export async function restoreTo(
  store: EventStore,
  origin: string,
): Promise<RecordedRestore | null> {
  const [first] = await store.readStream(sealStreamOf(origin), 0, 1);
  if (first?.type !== LOG_RESTORED) return null;
  // A row that somebody made up may say anything, or nothing.
  if (originBefore(first) === null)
    throw new SyntaxError('A restore names the log that it goes on from.');
  return { ...(first.data as unknown as RecordedRestore), position: first.position };
}

/** What the log says about its seals under this origin. */
export function sealEvents(store: EventStore, origin: string): Promise<readonly RecordedEvent[]> {
  return store.readStream(sealStreamOf(origin), 0, SEAL_EVENTS_MAX);
}

/**
 * Every key that the log says it was sealed with under this origin: one that has been retired may
 * have signed what was sealed last. Throws `FormatError`.
 */
export async function introducedKeys(store: EventStore, origin: string): Promise<VerifierKey[]> {
  const events = await sealEvents(store, origin);
  return events.flatMap((event) => keyIntroducedBy(event) ?? []).map(parseVerifierKey);
}

/** The origin that the leaf of the event at a position bears. */
export async function originAtPosition(
  store: EventStore,
  log: SealedLog,
  position: number,
): Promise<string> {
  let { origin } = log.head();
  for (let before = Infinity; ;) {
    const restore = await restoreTo(store, origin);
    // Each stands before the next: rows that somebody made up could go in a circle.
    if (!restore || restore.position <= position || restore.position >= before) return origin;
    before = restore.position;
    origin = restore.previous.origin;
  }
}
