import type { DomainEvent } from './decider.js';

/** Something the service owes: `kind` says which queue works it, `subject` what it is about. */
export interface Obligation {
  readonly kind: string;
  /** Id of the aggregate the obligation is about. */
  readonly subject: string;
  /** Revision of the event it follows from: with kind and subject it makes the id. */
  readonly revision: number;
}

/**
 * A durable process: events in, open obligations out. `react` states what is owed in a state, so an
 * obligation ends when a later event leads to a state that does not owe it any more.
 */
export interface Process<State, Event extends DomainEvent> {
  /** Keys the checkpoint: never rename. */
  readonly name: string;
  /** Which streams it follows. */
  readonly category: string;
  readonly initial: State;
  evolve(state: State, event: Event, revision: number): State;
  react(state: State, subject: string): readonly Obligation[];
}

/** BullMQ refuses `:` in job ids and ids that are whole numbers. */
export function obligationId(obligation: Obligation): string {
  return `${obligation.kind}_${obligation.subject}_${obligation.revision}`;
}
