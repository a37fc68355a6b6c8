import type { HistoryRule } from './history-rule.js';
import { asProposalEvent } from './past-event.js';

/** Whoever drafted, edited or submitted a proposal never answers it and never signs it. */
export const authorNeverDecides: HistoryRule = {
  name: 'author-never-decides',
  begin:
    () =>
    (event, { cases }) => {
      const fact = asProposalEvent(event);
      if (fact?.type !== 'StepAnswered' && fact?.type !== 'DecisionIssued') return null;
      const { personId } = fact.by;
      if (!cases.at(event.id).authors.includes(personId)) return null;
      return {
        vi: `Người soạn hoặc trình tờ trình (${personId}) đã tự giải quyết tờ trình đó.`,
        en: `The author of the proposal (${personId}) decided on it.`,
      };
    },
};
