import type { ProposalEvent } from './events.js';

/** Whether with this event the case is decided: nobody may be able to say later that it was not. */
export function isFinalDecision({ type, data }: Pick<ProposalEvent, 'type' | 'data'>): boolean {
  switch (type) {
    case 'DecisionIssued':
    case 'ProposalWithdrawn':
    case 'ProposalEnacted':
    case 'EnactmentRefused':
      return true;
    case 'StepAnswered':
      return 'answer' in data && data.answer === 'reject';
    case 'ProposalDrafted':
    case 'ProposalRevised':
    case 'RouteFixed':
    case 'ProposalSubmitted':
    case 'StepOpened':
    case 'ProcessingFailed':
      return false;
  }
}
