import type { Instant } from '#libs/domain';
import type { Position, RecordedEvent } from '#libs/event-store';

/** How much of the log counts: what was recorded later is left out. `null` leaves nothing out. */
export interface Known {
  /** Only what had been recorded by this moment. */
  readonly knownAt: Instant | null;
  /** Only the events up to this place in the log, itself included. */
  readonly atPosition: Position | null;
}

export const everythingKnown: Known = { knownAt: null, atPosition: null };

/**
 * The beginning of a stream that counts. Clocks of several writers may disagree: nothing counts as
 * known before what stands before it.
 */
export function knownPart(history: readonly RecordedEvent[], known: Known): typeof history {
  const end = history.findIndex((event) => !isKnown(event, known));
  return end === -1 ? history : history.slice(0, end);
}

export function isKnown(
  { recordedAt, position }: Pick<RecordedEvent, 'recordedAt' | 'position'>,
  { knownAt, atPosition }: Known,
): boolean {
  return (
    (knownAt === null || recordedAt <= knownAt) && (atPosition === null || position <= atPosition)
  );
}
