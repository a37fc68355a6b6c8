import type {
  DomainEvent,
  ErasureEvent,
  EstablishmentEvent,
  PolicyEvent,
  ProposalEvent,
} from '#libs/domain';

/** An event of one of our streams, its data in today's shape. */
export interface PastEvent {
  readonly category: string;
  /** Id of the aggregate. */
  readonly id: string;
  readonly commandId: string;
  readonly recordedAt: string;
  readonly fact: DomainEvent;
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
