import { plainDate, type Actor, type EstablishmentEvent, type ProposalCommand } from '#libs/domain';
import { actors, context } from './actors.js';
import { sampleRules } from './policy.js';
import { sampleSubject } from './proposals.js';
import { hamletWith, positionAfter } from './staffing.js';
import { districtId, unitPath } from './units.js';

type CommandOf<Type extends ProposalCommand['type']> = Extract<ProposalCommand, { type: Type }>;

const officer = actors['commune-officer'];

const written = {
  subject: sampleSubject,
  takesEffectOn: plainDate('2020-04-01'),
  justification: 'Kiện toàn chức danh còn trống.',
};

/** Each proposal command as the right actor gives it; a spec changes what it is about. */
export const sampleCommands = {
  draft: (on = '2020-03-02', by: Actor = officer): CommandOf<'DraftProposal'> => ({
    type: 'DraftProposal',
    ...context(by, on),
    proposalId: 'to-trinh-1',
    unitPath,
    ...written,
  }),
  revise: (on: string, by: Actor = officer): CommandOf<'ReviseProposal'> => ({
    type: 'ReviseProposal',
    ...context(by, on),
    ...written,
  }),
  submit: (
    on: string,
    by: Actor = officer,
    staffing: readonly EstablishmentEvent[] = hamletWith({ 'truong-thon': null }),
  ): CommandOf<'SubmitProposal'> => ({
    type: 'SubmitProposal',
    ...context(by, on),
    rules: sampleRules,
    position: positionAfter(...staffing),
    strangers: [],
  }),
  withdraw: (on: string, by: Actor = officer): CommandOf<'WithdrawProposal'> => ({
    type: 'WithdrawProposal',
    ...context(by, on),
  }),
  openStep: (
    step: string,
    role: 'organisation-commission' | 'standing-committee',
    on: string,
  ): CommandOf<'OpenStep'> => ({
    type: 'OpenStep',
    ...context(actors.process, on),
    step,
    body: { role, unitId: districtId },
    dueOn: null,
  }),
  answer: (
    step: string,
    by: Actor,
    on: string,
    said: Partial<Pick<CommandOf<'AnswerStep'>, 'answer' | 'reason' | 'minutes'>> = {},
  ): CommandOf<'AnswerStep'> => ({
    type: 'AnswerStep',
    ...context(by, on),
    step,
    answer: 'approve',
    reason: null,
    minutes: null,
    ...said,
  }),
  issue: (on: string, by: Actor = actors['standing-committee']): CommandOf<'IssueDecision'> => ({
    type: 'IssueDecision',
    ...context(by, on),
    decisionId: 'quyet-dinh-1',
    number: '45',
    symbol: 'QĐ/HU',
    signer: 'Người ký mẫu',
    signingCapacity: 'TM',
    takesEffectOn: plainDate('2020-04-01'),
  }),
  recordEnactment: (
    on: string,
    refused: CommandOf<'RecordEnactment'>['refused'] = null,
  ): CommandOf<'RecordEnactment'> => ({
    type: 'RecordEnactment',
    ...context(actors.process, on),
    decisionId: 'quyet-dinh-1',
    refused,
  }),
};
