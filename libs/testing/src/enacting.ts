import {
  establishment,
  plainDate,
  type DecisionSubject,
  type EstablishmentCommand,
  type EstablishmentEvent,
} from '#libs/domain';
import { actors, capacityOf, context } from './actors.js';
import { givenFor } from './given.js';
import { samplePolicy } from './policy.js';
import { communeId } from './units.js';

type EnactDecision = Extract<EstablishmentCommand, { type: 'EnactDecision' }>;

/** The command that carries out a decision from the day it takes effect. */
export function enacting(subject: DecisionSubject, on = '2020-04-01'): EnactDecision {
  return {
    type: 'EnactDecision',
    ...context(actors.process, on),
    decisionId: 'quyet-dinh-1',
    proposalId: 'to-trinh-1',
    subject,
    communeId,
    rules: samplePolicy,
  };
}

export function decisionEnacted({ decisionId, proposalId, subject, on }: EnactDecision) {
  return {
    type: 'DecisionEnacted',
    effectiveOn: plainDate(on),
    by: capacityOf(actors.process),
    data: { decisionId, proposalId, kind: subject.kind, unitId: subject.details.unitId },
  } as const;
}

/** As `given`, for decisions: `thenMoves` names the moves alone, the decision itself is implied. */
export function givenStaffing(...events: readonly EstablishmentEvent[]) {
  return {
    when(command: EnactDecision) {
      const outcome = givenFor(establishment)(...events).when(command);
      return {
        ...outcome,
        thenMoves: (...moves: readonly EstablishmentEvent[]) =>
          outcome.then(decisionEnacted(command), ...moves),
      };
    },
  };
}
