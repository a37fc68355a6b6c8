import type { EventStore } from '#libs/event-store';
import { keyIntroducedBy, originBefore, sealStreamOf } from '#libs/log-format';

const PAGE_SIZE = 1_000;
/** More than any log is restored; one that names itself as its own past ends here. */
const RESTORES_MAX = 1_000;

/** What a log itself says of its names and keys. */
export interface SealHistory {
  /** Name it began with. */
  readonly firstOrigin: string;
  /** Every key that it has introduced, oldest first. */
  readonly keys: readonly string[];
}

/**
 * Goes back from the log's name of today through every restore. Events that do not say what they
 * should are passed over: whoever verifies has to see them where they stand.
 */
export async function sealHistory(store: EventStore, origin: string): Promise<SealHistory> {
  let firstOrigin = origin;
  let keys: string[] = [];
  for (let restores = 0; restores < RESTORES_MAX; restores++) {
    const events = await store.readStream(sealStreamOf(firstOrigin), 0, PAGE_SIZE);
    keys = [...events.flatMap((event) => keyIntroducedBy(event) ?? []), ...keys];
    const [first] = events;
    const previous = first ? originBefore(first) : null;
    if (previous === null) break;
    firstOrigin = previous;
  }
  return { firstOrigin, keys: [...new Set(keys)] };
}
