import type { ErasureEvent } from '#libs/domain';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { ReconciledTo, SubjectKeys } from '#libs/privacy';

const PAGE_SIZE = 1_000;

const BEGINNING: ReconciledTo = { position: 0, eventId: null };

/**
 * Carries out every erasure that the log has recorded and the keys do not know of: one that a crash
 * cut off, or all those after the day of an older copy of the keys. How far the log has been read
 * is kept in `keys.db` itself, so that an older copy also knows less.
 */
export async function eraseAsRecorded(store: EventStore, keys: SubjectKeys): Promise<void> {
  const from = await placeIn(store, keys.reconciledTo());
  let last: RecordedEvent | undefined;
  const erased: string[] = [];
  for (let after = from.position; ; after = last.position) {
    const page = await store.readAll(after, PAGE_SIZE);
    const end = page.at(-1);
    if (!end) break;
    last = end;
    erased.push(...page.filter(isErasure).map(({ data }) => data.subjectId as string));
  }
  keys.erase(erased); // also when there are none: it finishes what was cut off
  if (last) keys.noteReconciled({ position: last.position, eventId: last.id });
}

/** From the beginning where the log does not have that event there: it is another log. */
async function placeIn(store: EventStore, noted: ReconciledTo): Promise<ReconciledTo> {
  if (noted.eventId === null) return BEGINNING;
  const [found] = await store.readAll(noted.position - 1, 1);
  return found?.id === noted.eventId && found.position === noted.position ? noted : BEGINNING;
}

function isErasure({ type, stream }: RecordedEvent): boolean {
  const erased: ErasureEvent['type'] = 'SubjectKeyErased';
  return type === erased && stream.startsWith('erasure-');
}
