import type { Obligation, Process } from '../kernel/process.js';
import type { ProposalEvent } from './proposal/events.js';

/** What the service owes a case: to open its next step, or to enact its decision. */
type Owed = Pick<Obligation, 'kind' | 'revision'> | null;

export const approvalProcess: Process<Owed, ProposalEvent> = {
  name: 'approval',
  category: 'proposal',
  initial: null,
  evolve(owed, event, revision) {
    switch (event.type) {
      case 'ProposalSubmitted':
        return { kind: 'open-step', revision };
      case 'StepAnswered':
        return event.data.answer === 'approve' ? { kind: 'open-step', revision } : null;
      case 'DecisionIssued':
        return { kind: 'enact', revision };
      case 'StepOpened':
      case 'ProposalWithdrawn':
      case 'ProposalEnacted':
      case 'EnactmentRefused':
        return null;
      case 'ProposalDrafted':
      case 'ProposalRevised':
      case 'RouteFixed':
      case 'ProcessingFailed':
        return owed;
    }
  },
  react: (owed, subject) => (owed ? [{ ...owed, subject }] : []),
};
