import {
  currentStep,
  stepAnswers,
  type ProposalEvent,
  type ProposalState,
  type RoleGrant,
  type Sentence,
} from '#libs/domain';

import type { HistoryRule } from './history-rule.js';
import { asProposalEvent } from './past-event.js';

/** Every step is the next one of the route that was fixed for the case, answered by its body. */
export const stepsOnRoute: HistoryRule = {
  name: 'steps-on-route',
  begin:
    () =>
    (event, { cases }) => {
      const fact = asProposalEvent(event);
      return fact && !isNext(fact, cases.at(event.id), event.id) ? outOfTurn(fact) : null;
    },
};

function isNext(fact: ProposalEvent, before: ProposalState, id: string): boolean {
  const isWritable = ['draft', 'returned', 'deferred'].includes(before.status);
  switch (fact.type) {
    case 'ProposalDrafted':
      return before.status === 'absent' && fact.data.proposalId === id;
    case 'ProposalRevised':
      return isWritable;
    case 'RouteFixed':
      return isWritable && before.route === null;
    case 'ProposalSubmitted':
      return isWritable && before.route !== null && fact.data.round === before.round + 1;
    case 'ProposalWithdrawn':
      return isWritable || before.status === 'moving' || before.status === 'in-step';
    case 'StepOpened':
      return isOpening(fact.data, before);
    case 'StepAnswered':
      return (
        isAnsweredByBody(fact.data.step, fact.by, before) &&
        stepAnswers(currentStep(before).kind).includes(fact.data.answer)
      );
    case 'DecisionIssued':
      return (
        isAnsweredByBody(fact.data.step, fact.by, before) && currentStep(before).kind === 'issuance'
      );
    case 'ProposalEnacted':
    case 'EnactmentRefused':
      return before.status === 'issued' && before.paper?.decisionId === fact.data.decisionId;
    case 'ProcessingFailed':
      return before.status !== 'absent';
  }
}

function isOpening(
  { step, body }: { readonly step: string; readonly body: RoleGrant },
  before: ProposalState,
): boolean {
  if (before.status !== 'moving' || before.step !== step) return false;
  const named = currentStep(before).body;
  const unit = before.unitPath.find(({ level }) => level === named.level);
  return body.role === named.role && body.unitId === unit?.unitId;
}

function isAnsweredByBody(step: string, by: RoleGrant, { status, ...before }: ProposalState) {
  const isOpen = status === 'in-step' && before.step === step;
  return isOpen && before.body?.role === by.role && before.body.unitId === by.unitId;
}

function outOfTurn({ type }: ProposalEvent): Sentence {
  return {
    vi: `${type} không đúng bước của tuyến đã ấn định cho hồ sơ, hoặc không do cơ quan của bước đó.`,
    en: `${type} is not the next step of the route fixed for the case, or not of that step's body.`,
  };
}
