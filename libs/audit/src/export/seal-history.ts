import type { SealEvent } from '#libs/domain';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { LOG_RESTORED } from '#libs/log-format';

type DataOf<Type extends SealEvent['type']> = Extract<SealEvent, { type: Type }>['data'];

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

/** Goes back from the log's name of today through every restore. */
export async function sealHistory(store: EventStore, origin: string): Promise<SealHistory> {
  let firstOrigin = origin;
  let keys: string[] = [];
  for (let restores = 0; restores < RESTORES_MAX; restores++) {
    const events = await store.readStream(sealStreamOf(firstOrigin), 0, PAGE_SIZE);
    keys = [...events.flatMap(introducedBy), ...keys];
    const [first] = events;
    if (first?.type !== LOG_RESTORED) break;
    firstOrigin = restoreOf(first).previous.origin;
  }
  return { firstOrigin, keys: [...new Set(keys)] };
}

function sealStreamOf(origin: string): string {
  return `seal-${origin.slice(origin.lastIndexOf('/') + 1)}`;
}

function introducedBy(event: RecordedEvent): string[] {
  if (event.type !== 'SealKeyIntroduced') return [];
  return [(event.data as unknown as DataOf<'SealKeyIntroduced'>).vkey];
}

function restoreOf({ data }: RecordedEvent): DataOf<'LogRestored'> {
  return data as unknown as DataOf<'LogRestored'>;
}
