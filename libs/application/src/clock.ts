import type { Instant } from '#libs/domain';

/** The one place the time comes from; tests hand in their own. */
export type Clock = () => Instant;

export const systemClock: Clock = () => new Date().toISOString() as Instant;

/** Names the clock where Nest wires things together. */
export const CLOCK = Symbol('clock');
