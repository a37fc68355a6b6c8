import type { ErasureEvent } from '#libs/domain';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import {
  BEGINNING,
  sealedWith,
  type NeededKey,
  type ReconciledTo,
  type SubjectKeys,
} from '#libs/privacy';

const PAGE_SIZE = 1_000;

/**
 * Brings the keys to what the log says, from where they were brought to last. Every erasure that
 * they do not know of is carried out: one that a crash cut off, or all those after the day of an
 * older copy of the keys. Keys that texts need and that such a copy does not have are noted as
 * missing. Whom somebody wrote among the erased, and no event bears out, is erased no more. How far
 * the log has been read is kept in `keys.db` itself, so that an older copy also
 * knows less.
 */
export async function reconcileKeys(store: EventStore, keys: SubjectKeys): Promise<void> {
  const from = await placeIn(store, keys.reconciledTo());
  const doubted = keys.doubted();
  const neededAfter = keys.neededAfter();
  let last: RecordedEvent | undefined;
  const erased: string[] = [];
  const missing: NeededKey[] = [];
  for (let after = from.position; ; after = last.position) {
    const page = await store.readAll(after, PAGE_SIZE);
    const end = page.at(-1);
    if (!end) break;
    last = end;
    erased.push(...page.filter(isErasure).map(({ data }) => data.subjectId as string));
    const needing = page.filter(({ position }) => position > neededAfter);
    missing.push(...needing.flatMap(({ data }) => sealedWith(data)).filter(isMissing, keys));
  }
  const to = last ? { position: last.position, eventId: last.id } : null;
  const borneOut = new Set(erased);
  const unfounded = doubted.filter((subject) => !borneOut.has(subject));
  keys.carryOut({ from, to, erased, unfounded, missing });
}

function isMissing(this: SubjectKeys, key: NeededKey): boolean {
  return !this.has(key);
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
