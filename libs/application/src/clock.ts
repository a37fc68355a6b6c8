import type { Instant } from '#libs/domain';

/** The one place the time comes from; tests hand in their own. */
export type Clock = () => Instant;

export const systemClock: Clock = () => new Date().toISOString() as Instant;

/**
 * Never earlier than the log has it already: while a clock that was set back comes up to its last
 * event, everything is recorded at that moment. A log whose moments go back looks back-dated.
 */
export function neverBackwards(clock: Clock, last: Instant | null): Clock {
  let latest = last;
  return () => {
    const now = clock();
    if (latest === null || now > latest) latest = now;
    return latest;
  };
}

/** Names the clock where Nest wires things together. */
export const CLOCK = Symbol('clock');
