import type { EventStore, SealedLog } from '#libs/event-store';
import { LOG_RESTORED, sealStreamOf } from '#libs/log-format';

/** How a restore stands in the log, as `LogRestored` says it. */
export interface RecordedRestore {
  readonly origin: string;
  readonly previous: { readonly origin: string };
  readonly size: number;
  readonly position: number;
}

/** The restore that gave a log this origin; `null` where it has had it from the beginning. */
export async function restoreTo(
  store: EventStore,
  origin: string,
): Promise<RecordedRestore | null> {
  const [first] = await store.readStream(sealStreamOf(origin), 0, 1);
  if (first?.type !== LOG_RESTORED) return null;
  return { ...(first.data as unknown as RecordedRestore), position: first.position };
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
