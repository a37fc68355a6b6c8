import type { Known } from '#libs/aggregates';
import type { PlainDate, StaffingFigures } from '#libs/domain';

import type { Condition } from './condition.js';
import type { FoundEvent } from './happenings.js';

export interface BisectRequest extends Known {
  readonly unitId: string;
  readonly when: Condition;
  /** Legal day the figures are of; `null`: the latest that had been recorded by then. */
  readonly asOf: PlainDate | null;
  /** Whether the first event in the log is wanted, or the first legal day. */
  readonly by: 'event' | 'day';
}

/**
 * The first after which the condition holds; `found` is `null` when it never does. A figure may be
 * so while a unit is still being loaded, and then cease to be: `latest` is where it last came to be
 * so again, `null` where it never did.
 */
export interface Bisected {
  readonly unitId: string;
  readonly name: string;
  readonly by: 'event' | 'day';
  readonly events: number;
  readonly found: Found | null;
  readonly latest: Found | null;
}

export interface Found {
  readonly asOf: PlainDate;
  readonly figures: StaffingFigures;
  /** Before it; `null` where there were none to speak of. */
  readonly before: StaffingFigures | null;
  /** The event; or, of a day, whatever took effect then. */
  readonly events: readonly FoundEvent[];
}
