import { authorise } from '../../access/can.js';
import type { Decider } from '../../kernel/decider.js';
import { sameJson } from '../../kernel/json.js';
import { requireNotAhead } from '../../kernel/legal-day.js';
import { privateText, saysSomething } from '../../kernel/private-text.js';
import { invariant, Refusal } from '../../kernel/refusal.js';
import { bodyOf } from '../route.js';
import type {
  AnswerStep,
  DraftProposal,
  IssueDecision,
  OpenStep,
  ProposalCommand,
  RecordEnactment,
  RecordProcessingFailure,
  ReviseProposal,
  SubmitProposal,
  WithdrawProposal,
} from './commands.js';
import { proposalUpcasters, type ProposalContent, type ProposalEvent } from './events.js';
import {
  requireActsInOrder,
  requireAnswerAccepted,
  requireExists,
  requireMetInTime,
  requireOpen,
  requirePaper,
  requirePlanAccepted,
  requireRouteFits,
  requireWithdrawable,
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
      case 'RecordProcessingFailure':
        return recordProcessingFailure(command, state);
    }
  },
  evolve,
  upcasters: proposalUpcasters,
};

function draft(command: DraftProposal, state: ProposalState): ProposalEvent[] {
  const { on, proposalId, unitPath } = command;
  const by = authorise(command.by, 'proposal.write', {
    unitPath: unitPath.map((unit) => unit.unitId),
  });
  if (state.status !== 'absent')
    throw new Refusal('conflict', 'proposal-exists', {
      vi: 'Mã tờ trình này đã có.',
      en: 'This proposal already exists.',
    });
  const data = { proposalId, unitPath, ...contentOf(command, proposalId) };
  return [{ type: 'ProposalDrafted', effectiveOn: on, by, data }];
}

function revise(command: ReviseProposal, state: ProposalState): ProposalEvent[] {
  const by = authorise(command.by, 'proposal.write', resourceOf(state));
  requireWritable(state);
  const data = contentOf(command, state.proposalId);
  return [{ type: 'ProposalRevised', effectiveOn: command.on, by, data }];
}

function submit(command: SubmitProposal, state: ProposalState): ProposalEvent[] {
  const { on: effectiveOn, rules } = command;
  const by = authorise(command.by, 'proposal.write', resourceOf(state));
  requireWritable(state);
  requirePlanAccepted(command, state, by);
  requireRouteFits(state.route ?? rules.content.route, state.unitPath);
  const { policyId, version: policyVersion, content } = rules;
  const routeFixed: ProposalEvent[] = state.route
    ? [] // a case keeps the route it started with
    : [
        {
          type: 'RouteFixed',
          effectiveOn,
          by,
          data: { policyId, policyVersion, route: content.route },
        },
      ];
  return [
    ...routeFixed,
    { type: 'ProposalSubmitted', effectiveOn, by, data: { round: state.round + 1 } },
  ];
}

function withdraw(command: WithdrawProposal, state: ProposalState): ProposalEvent[] {
  const by = authorise(command.by, 'proposal.write', resourceOf(state));
  if (state.status === 'withdrawn') return [];
  requireWithdrawable(state);
  return [{ type: 'ProposalWithdrawn', effectiveOn: command.on, by, data: { round: state.round } }];
}

/** Sent by the service. A step that is open already, or no longer due, leaves nothing to do. */
function openStep(command: OpenStep, state: ProposalState): ProposalEvent[] {
  const { on, step, body, dueOn } = command;
  const by = authorise(command.by, 'process.act', resourceOf(state));
  if (state.status !== 'moving' || state.step !== step) return [];
  const onRoute = bodyOf(currentStep(state), state.unitPath);
  invariant(sameJson(onRoute, body), `Step ${step} is opened for the body its route names.`);
  return [{ type: 'StepOpened', effectiveOn: on, by, data: { step, body, dueOn } }];
}

function answerStep(command: AnswerStep, state: ProposalState): ProposalEvent[] {
  const { on, step, answer, minutes } = command;
  requireOpen(state, step);
  const by = authorise(command.by, 'proposal.answer', resourceOf(state));
  const reason = saysSomething(command.reason) ? command.reason.trim() : null;
  requireAnswerAccepted(currentStep(state), { answer, reason, minutes });
  requireMetInTime(command, state);
  const data = {
    step,
    answer,
    reason: reason === null ? null : privateText(state.proposalId, reason),
    minutes,
  };
  return [{ type: 'StepAnswered', effectiveOn: on, by, data }];
}

function issueDecision(command: IssueDecision, state: ProposalState): ProposalEvent[] {
  const step = state.step ?? '';
  requireOpen(state, step);
  const by = authorise(command.by, 'proposal.answer', resourceOf(state));
  requirePaper(command, state);
  const { decisionId, signingCapacity, takesEffectOn } = command;
  const [number, symbol] = [command.number.trim(), command.symbol.trim()];
  const signer = privateText(state.proposalId, command.signer.trim());
  const paper = { decisionId, number, symbol, signer, signingCapacity, takesEffectOn };
  return [{ type: 'DecisionIssued', effectiveOn: command.on, by, data: { step, ...paper } }];
}

/** Sent by the service when the holders have moved, or the staffing rules would not let them. */
function recordEnactment(command: RecordEnactment, state: ProposalState): ProposalEvent[] {
  const { on: effectiveOn, decisionId, refused } = command;
  const by = authorise(command.by, 'process.act', resourceOf(state));
  if (state.status !== 'issued' || state.paper?.decisionId !== decisionId) return [];
  return refused
    ? [{ type: 'EnactmentRefused', effectiveOn, by, data: { decisionId, ...refused } }]
    : [{ type: 'ProposalEnacted', effectiveOn, by, data: { decisionId } }];
}

/** Sent by the service when it gave up for now: an operator must see it. It stays owed. */
function recordProcessingFailure(
  command: RecordProcessingFailure,
  state: ProposalState,
): ProposalEvent[] {
  const { on: effectiveOn, owed, reason } = command;
  const by = authorise(command.by, 'process.act', resourceOf(state));
  return [{ type: 'ProcessingFailed', effectiveOn, by, data: { owed, reason } }];
}

function contentOf(
  { subject, takesEffectOn, justification }: DraftProposal | ReviseProposal,
  proposalId: string,
): ProposalContent {
  return { subject, takesEffectOn, justification: privateText(proposalId, justification.trim()) };
}
