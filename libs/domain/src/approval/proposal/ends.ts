import type { ProposalEvent } from './events.js';
import type { ProposalState } from './state.js';

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

/** Whether nothing more can be said in the case. */
export function hasEnded({ status }: Pick<ProposalState, 'status'>): boolean {
  switch (status) {
    case 'rejected':
    case 'withdrawn':
    case 'enacted':
    case 'enactment-refused':
      return true;
    case 'absent':
    case 'draft':
    case 'moving':
    case 'in-step':
    case 'returned':
    case 'deferred':
    case 'issued':
      return false;
  }
}
