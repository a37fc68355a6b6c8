import type {
  DomainEvent,
  ErasureEvent,
  EstablishmentEvent,
  PolicyEvent,
  ProposalEvent,
  Sentence,
} from '#libs/domain';

import type { Cases } from './cases.js';

/** An event of one of our streams, its data in today's shape. */
export interface PastEvent {
  readonly category: string;
  /** Id of the aggregate. */
  readonly id: string;
  readonly commandId: string;
  readonly recordedAt: string;
  readonly fact: DomainEvent;
}

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

export function asProposalEvent({ category, fact }: PastEvent): ProposalEvent | null {
  return category === 'proposal' ? (fact as ProposalEvent) : null;
}

export function asEstablishmentEvent({ category, fact }: PastEvent): EstablishmentEvent | null {
  return category === 'establishment' ? (fact as EstablishmentEvent) : null;
}

export function asPolicyEvent({ category, fact }: PastEvent): PolicyEvent | null {
  return category === 'policy' ? (fact as PolicyEvent) : null;
}

export function asErasureEvent({ category, fact }: PastEvent): ErasureEvent | null {
  return category === 'erasure' ? (fact as ErasureEvent) : null;
}
