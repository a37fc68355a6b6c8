import { authorise } from '../../access/can.js';
import type { CommandContext, Decider } from '../../kernel/decider.js';
import { requireNotAhead } from '../../kernel/legal-day.js';
import { privateText } from '../../kernel/private-text.js';
import { Refusal } from '../../kernel/refusal.js';
import { planDecision } from '../../staffing/kinds/index.js';
import { stepTypes } from '../steps/index.js';
import type {
  AnswerStep,
  DraftProposal,
  IssueDecision,
  OpenStep,
  ProposalCommand,
  RecordEnactment,
  ReviseProposal,
  SubmitProposal,
  WithdrawProposal,
} from './commands.js';
import { proposalUpcasters, type ProposalContent, type ProposalEvent } from './events.js';
import {
  requireActsInOrder,
  requireAnswerAccepted,
  requireContent,
  requireExists,
  requireOpen,
  requirePaper,
  requireWritable,
} from './rules.js';
import { currentStep, evolve, noProposal, resourceOf, type ProposalState } from './state.js';

/** Tờ trình: drafted and submitted by a commune, answered step by step, issued and enacted. */
export const proposal: Decider<ProposalState, ProposalCommand, ProposalEvent> = {
  category: 'proposal',
  initial: noProposal,
  decide(command, state) {
    requireNotAhead(command);
    if (command.type === 'DraftProposal') return draft(command, state);
    requireExists(state);
    requireActsInOrder(command, state);
    switch (command.type) {
      case 'ReviseProposal':
        return revise(command, state);
      case 'SubmitProposal':
        return submit(command, state);
      case 'WithdrawProposal':
        return withdraw(command, state);
      case 'OpenStep':
        return openStep(command, state);
      case 'AnswerStep':
        return answerStep(command, state);
      case 'IssueDecision':
        return issueDecision(command, state);
      case 'RecordEnactment':
        return recordEnactment(command, state);
    }
  },
  evolve,
  upcasters: proposalUpcasters,
};

function draft(command: DraftProposal, state: ProposalState): ProposalEvent[] {
  const { by, on, proposalId, unitPath } = command;
  const author = authorise(by, 'proposal.write', {
    unitPath: unitPath.map((unit) => unit.unitId),
  });
  if (state.status !== 'absent')
    throw new Refusal('conflict', 'proposal-exists', {
      vi: 'Mã tờ trình này đã có.',
      en: 'This proposal already exists.',
    });
  const data = { proposalId, unitPath, ...contentOf(command, proposalId), author };
  return [{ type: 'ProposalDrafted', effectiveOn: on, data }];
}

function revise(command: ReviseProposal, state: ProposalState): ProposalEvent[] {
  const author = authorise(command.by, 'proposal.write', resourceOf(state));
  requireWritable(state);
  const data = { ...contentOf(command, state.proposalId), author };
  return [{ type: 'ProposalRevised', effectiveOn: command.on, data }];
}

function submit(command: SubmitProposal, state: ProposalState): ProposalEvent[] {
  const { by, on, rules, position } = command;
  const author = authorise(by, 'proposal.write', resourceOf(state));
  requireWritable(state);
  const { subject, takesEffectOn } = requireContent(state);
  const communeId = state.unitPath[0]?.unitId ?? '';
  planDecision(subject, position, {
    day: takesEffectOn,
    decisionId: state.proposalId,
    communeId,
    rules: rules.content,
  });
  const { policyId, version: policyVersion, content } = rules;
  const fixed: ProposalEvent[] = state.route
    ? [] // a case keeps the route it started with
    : [
        {
          type: 'RouteFixed',
          effectiveOn: on,
          data: { policyId, policyVersion, route: content.route },
        },
      ];
  return [
    ...fixed,
    { type: 'ProposalSubmitted', effectiveOn: on, data: { author, round: state.round + 1 } },
  ];
}

function withdraw(command: WithdrawProposal, state: ProposalState): ProposalEvent[] {
  const author = authorise(command.by, 'proposal.write', resourceOf(state));
  if (state.status === 'withdrawn') return [];
  const open = ['draft', 'moving', 'in-step', 'returned', 'deferred'].includes(state.status);
  const onAgenda = state.status === 'in-step' && currentStep(state).kind === 'meeting';
  const decided = state.step !== null && currentStep(state).kind === 'issuance';
  if (!open || onAgenda || decided)
    throw new Refusal('conflict', 'withdraw-before-agenda', {
      vi: 'Chỉ rút được tờ trình trước khi đưa vào chương trình họp.',
      en: 'A proposal can be withdrawn only before it is on the agenda.',
    });
  return [{ type: 'ProposalWithdrawn', effectiveOn: command.on, data: { author } }];
}

/** Sent by the service. A step opened already, or no longer due, is no error: nothing is left to do. */
function openStep(command: OpenStep, state: ProposalState): ProposalEvent[] {
  const { by, on, step, body, dueOn } = command;
  authorise(by, 'process.act', resourceOf(state));
  if (state.status !== 'moving' || state.step !== step) return [];
  return [{ type: 'StepOpened', effectiveOn: on, data: { step, body, dueOn } }];
}

function answerStep(command: AnswerStep, state: ProposalState): ProposalEvent[] {
  const { by, on, step, answer, minutes } = command;
  requireOpen(state, step);
  const answerer = authorise(by, 'proposal.answer', resourceOf(state));
  const open = currentStep(state);
  const reason = command.reason?.trim() ? command.reason.trim() : null;
  requireAnswerAccepted(open, { answer, reason, minutes });
  stepTypes[open.kind].check({ answer, reason, minutes }, open);
  const data = {
    step,
    answer,
    reason: reason === null ? null : privateText(state.proposalId, reason),
    minutes,
    answerer,
  };
  return [{ type: 'StepAnswered', effectiveOn: on, data }];
}

function issueDecision(command: IssueDecision, state: ProposalState): ProposalEvent[] {
  const step = state.step ?? '';
  requireOpen(state, step);
  const issuer = authorise(command.by, 'proposal.answer', resourceOf(state));
  requirePaper(command, state);
  const { decisionId, number, symbol, signingCapacity, takesEffectOn } = command;
  const signer = privateText(state.proposalId, command.signer.trim());
  const paper = { decisionId, number, symbol, signer, signingCapacity, takesEffectOn };
  return [{ type: 'DecisionIssued', effectiveOn: command.on, data: { step, issuer, ...paper } }];
}

/** Sent by the service when the holders have moved, or the staffing rules would not let them. */
function recordEnactment(command: RecordEnactment, state: ProposalState): ProposalEvent[] {
  const { by, on: effectiveOn, decisionId, refused } = command;
  authorise(by, 'process.act', resourceOf(state));
  if (state.status !== 'issued' || state.paper?.decisionId !== decisionId) return [];
  return refused
    ? [{ type: 'EnactmentRefused', effectiveOn, data: { decisionId, ...refused } }]
    : [{ type: 'ProposalEnacted', effectiveOn, data: { decisionId } }];
}

function contentOf(
  { subject, takesEffectOn, justification }: (DraftProposal | ReviseProposal) & CommandContext,
  proposalId: string,
): ProposalContent {
  return { subject, takesEffectOn, justification: privateText(proposalId, justification.trim()) };
}
