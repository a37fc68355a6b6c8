import type { Sentence } from '#libs/domain';

/** Where in the log something stands. */
export interface Place {
  /** From 0, in log order. */
  readonly index: number;
  readonly stream: string | null;
  readonly revision: number | null;
  readonly id: string | null;
}

/** What each check is called: in reports, and for the controls of the tests. */
export type CheckName =
  | 'log-file'
  | 'line'
  | 'leaf'
  | 'origin'
  | 'stream-order'
  | 'chain'
  | 'event-id'
  | 'command-id'
  | 'clock'
  | 'window'
  | 'version'
  | 'history'
  | 'signature'
  | 'unsigned'
  | 'checkpoint-place'
  | 'root'
  | 'held-checkpoint'
  | 'witness'
  | 'completeness'
  | 'keys';

/** What a check has to say against an event or a checkpoint. */
export interface Fault {
  readonly check: CheckName;
  /** The business rule that is broken, for `history`. */
  readonly rule?: string;
  readonly sentence: Sentence;
  /** No event that is there need be wrong: those from the place on are not there. */
  readonly endsEarly?: true;
}

/** The first thing that is wrong. */
export interface Finding extends Fault {
  readonly place: Place;
  /** Events before the place in which the cause may lie: from this one on all may be changed. */
  readonly since: number;
  /** What is wrong where it is no event: the place is then behind the last event before it. */
  readonly about?: 'checkpoint' | 'log';
}

export function fault(check: CheckName, vi: string, en: string): Fault {
  return { check, sentence: { vi, en } };
}
