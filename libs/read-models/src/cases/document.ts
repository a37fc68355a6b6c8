import { proposal, type PlainDate, type ProposalEvent, type ProposalState } from '#libs/domain';

import type { Fact } from '../log/fact.js';

/** A case as it is kept: the domain's state of it, and what only readers want to know. */
export interface CaseDocument {
  /** Private texts in it are sealed. */
  readonly state: ProposalState;
  /** Position of its first event. */
  readonly drafted: number;
  /** Position of the event that brought it where it stands. */
  readonly statusSince: number;
  readonly stepOpenedOn: PlainDate | null;
  readonly stepDueOn: PlainDate | null;
  readonly submittedOn: PlainDate | null;
  readonly signedOn: PlainDate | null;
  readonly enactmentRefused: string | null;
}

/** The case after an event; the rules of where it stands are the domain's. */
export function documentAfter(
  before: CaseDocument | null,
  fact: Fact<ProposalEvent>,
): CaseDocument {
  const document = before ?? newDocument(fact);
  const state = proposal.evolve(document.state, fact);
  const moved = state.status !== document.state.status || fact.type === 'StepOpened';
  return {
    ...document,
    ...noted(fact),
    state,
    statusSince: moved ? fact.position : document.statusSince,
  };
}

function noted(fact: Fact<ProposalEvent>): Partial<CaseDocument> {
  switch (fact.type) {
    case 'StepOpened':
      return { stepOpenedOn: fact.effectiveOn, stepDueOn: fact.data.dueOn };
    case 'ProposalSubmitted':
      return { submittedOn: fact.effectiveOn };
    case 'DecisionIssued':
      return { signedOn: fact.effectiveOn };
    case 'EnactmentRefused':
      return { enactmentRefused: fact.data.reason };
    case 'ProposalDrafted':
    case 'ProposalRevised':
    case 'RouteFixed':
    case 'ProposalWithdrawn':
    case 'StepAnswered':
    case 'ProposalEnacted':
    case 'ProcessingFailed':
      return {};
  }
}

function newDocument({ position }: Fact<ProposalEvent>): CaseDocument {
  return {
    state: proposal.initial,
    drafted: position,
    statusSince: position,
    stepOpenedOn: null,
    stepDueOn: null,
    submittedOn: null,
    signedOn: null,
    enactmentRefused: null,
  };
}
