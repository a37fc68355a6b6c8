import type { EventStore, SealedLog } from '#libs/event-store';
import { LOG_RESTORED } from '#libs/log-format';

/** How a restore stands in the log, as `LogRestored` says it. */
export interface RecordedRestore {
  readonly origin: string;
  readonly previous: { readonly origin: string };
  readonly size: number;
  readonly position: number;
}

/** The last part of an origin: names the stream of its seals and the file of its keys. */
export function logIdOf(origin: string): string {
  return origin.slice(origin.lastIndexOf('/') + 1);
}

/** The restore that gave a log this origin; `null` where it has had it from the beginning. */
export async function restoreTo(
  store: EventStore,
  origin: string,
): Promise<RecordedRestore | null> {
  const [first] = await store.readStream(`seal-${logIdOf(origin)}`, 0, 1);
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
  for (;;) {
    const restore = await restoreTo(store, origin);
    if (!restore || restore.position <= position) return origin;
    origin = restore.previous.origin;
  }
}
