import type { Sentence } from '#libs/domain';

import type { Cases } from './cases.js';
import type { PastEvent } from './past-event.js';

/** What is known just before the event. */
export interface Known {
  readonly cases: Cases;
}

/** Says what is wrong with the next event of the log, or `null`. */
export type HistoryCheck = (event: PastEvent, known: Known) => Sentence | null;

/** A business rule that history alone can prove. */
export interface HistoryRule {
  /** Stands in reports: never rename. */
  readonly name: string;
  /** A check for one log from its beginning; it keeps what it needs, and little of it. */
  begin(): HistoryCheck;
}
