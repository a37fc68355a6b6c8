import type { Capacity } from '../../kernel/actor.js';
import type { CommandContext } from '../../kernel/decider.js';
import { addDays, shownDay } from '../../kernel/plain-date.js';
import { saysSomething } from '../../kernel/private-text.js';
import { invariant, Refusal } from '../../kernel/refusal.js';
import { planDecision } from '../../staffing/kinds/index.js';
import type { UnitRef } from '../../organisation/unit.js';
import { bodyOf, type Route, type RouteStep } from '../route.js';
import { stepTypes } from '../steps/index.js';
import type { StepAnswer, StepType } from '../steps/step-type.js';
import type { AnswerStep, IssueDecision, SubmitProposal } from './commands.js';
import { currentStep, type ProposalState } from './state.js';

const EFFECT_WITHIN_DAYS = 366;

export function requireExists(state: ProposalState): void {
  if (state.status === 'absent')
    throw new Refusal('not-found', 'proposal-known', {
      vi: 'Không có tờ trình này.',
      en: 'There is no such proposal.',
    });
}

/** Papers may be entered late, but not in an order in which they cannot have come about. */
export function requireActsInOrder({ on }: CommandContext, { latestOn }: ProposalState): void {
  if (latestOn !== null && on < latestOn)
    throw new Refusal('invalid', 'acts-in-order', {
      vi: `Ngày thực hiện không được trước việc gần nhất của hồ sơ (${shownDay(latestOn)}).`,
      en: `The day of the act may not be before the latest act of the case (${shownDay(latestOn)}).`,
    });
}

export function requireWritable({ status }: ProposalState): void {
  if (status !== 'draft' && status !== 'returned' && status !== 'deferred')
    throw new Refusal('conflict', 'proposal-writable', {
      vi: 'Chỉ sửa và trình được khi tờ trình là bản nháp, bị trả lại hoặc được hoãn xem xét.',
      en: 'A proposal can be edited and submitted only as a draft, when returned or deferred.',
    });
}

/** Refuses at submission what the staffing rules would refuse at the end. */
export function requirePlanAccepted(
  { rules, position, strangers }: SubmitProposal,
  { content, proposalId, unitPath }: ProposalState,
  by: Capacity,
): void {
  invariant(content && unitPath[0], 'A proposal that exists has content and a commune.');
  if (!saysSomething(content.justification.text))
    throw new Refusal('invalid', 'justification-missing', {
      vi: 'Hãy nêu lý do đề nghị trước khi trình.',
      en: 'State why before you submit.',
    });
  if (strangers.length > 0)
    throw new Refusal('invalid', 'people-registered', {
      vi: `Có người trong tờ trình chưa được đăng ký ở xã này (mã ${strangers.join(', ')}).`,
      en: `The proposal names somebody not registered in this commune (${strangers.join(', ')}).`,
    });
  planDecision(content.subject, position, {
    by,
    day: content.takesEffectOn,
    decisionId: proposalId,
    communeId: unitPath[0].unitId,
    rules: rules.content,
  });
}

/** Every step of the route meets a body above the commune, so that no case stops half-way. */
export function requireRouteFits(route: Route, unitPath: readonly UnitRef[]): void {
  const lost = route.steps.find((step) => !bodyOf(step, unitPath));
  if (lost)
    throw new Refusal('conflict', 'route-fits-unit', {
      vi: `Đơn vị không có cấp trên để xử lý bước ${lost.key} của tuyến ${route.id}.`,
      en: `The unit has nobody above it to answer step ${lost.key} of the route ${route.id}.`,
    });
}

export function requireWithdrawable(state: ProposalState): void {
  const open = ['draft', 'moving', 'in-step', 'returned', 'deferred'].includes(state.status);
  const kind = state.step === null ? null : currentStep(state).kind;
  const onAgenda = kind === 'issuance' || (kind === 'meeting' && state.status === 'in-step');
  if (!open || onAgenda)
    throw new Refusal('conflict', 'withdraw-before-agenda', {
      vi: 'Chỉ rút được tờ trình trước khi đưa vào chương trình họp.',
      en: 'A proposal can be withdrawn only before it is on the agenda.',
    });
}

export function requireOpen(state: ProposalState, step: string): void {
  if (state.status !== 'in-step' || state.step !== step)
    throw new Refusal('conflict', 'step-open', {
      vi: 'Bước này không còn mở: hồ sơ đã được giải quyết hoặc chuyển bước. Hãy tải lại.',
      en: 'This step is not open any more: the case has moved on. Load it again.',
    });
}

export function requireAnswerAccepted(step: RouteStep, given: StepAnswer): void {
  const { answer, reason } = given;
  const type: StepType = stepTypes[step.kind];
  if (!type.answers.includes(answer))
    throw new Refusal('conflict', 'answer-fits-step', {
      vi: 'Bước này không nhận kết quả xử lý đó.',
      en: 'This step does not take that answer.',
    });
  if (answer !== 'approve' && reason === null)
    throw new Refusal('invalid', 'reason-required', {
      vi: 'Hãy ghi rõ lý do.',
      en: 'State the reason.',
    });
  type.check(given, step);
}

/** A meeting can have been about a case only from the day the case came to it. */
export function requireMetInTime({ minutes, on }: AnswerStep, { latestOn }: ProposalState): void {
  if (!minutes) return;
  if (minutes.heldOn > on)
    throw new Refusal('invalid', 'meeting-held-by-then', {
      vi: 'Ngày họp không được sau ngày kết luận.',
      en: 'The meeting may not be held after the day of its conclusion.',
    });
  if (latestOn !== null && minutes.heldOn < latestOn)
    throw new Refusal('invalid', 'meeting-after-case-came', {
      vi: `Ngày họp không được trước ngày hồ sơ đến bước này (${shownDay(latestOn)}).`,
      en: `The meeting may not be held before the case came to it (${shownDay(latestOn)}).`,
    });
}

export function requirePaper(command: IssueDecision, state: ProposalState): void {
  if (currentStep(state).kind !== 'issuance')
    throw new Refusal('conflict', 'issued-at-the-end', {
      vi: 'Chưa đến bước ban hành quyết định.',
      en: 'The decision is not due to be issued yet.',
    });
  if (![command.number, command.symbol, command.signer].every(saysSomething))
    throw new Refusal('invalid', 'paper-complete', {
      vi: 'Quyết định phải có số, ký hiệu và người ký.',
      en: 'A decision needs a number, a symbol and a signer.',
    });
  if (command.takesEffectOn < command.on)
    throw new Refusal('invalid', 'effect-not-before-signature', {
      vi: 'Ngày hiệu lực không được trước ngày ký.',
      en: 'A decision may not take effect before it is signed.',
    });
  // A mistyped year would keep the titles it names from every later decision.
  if (command.takesEffectOn > addDays(command.on, EFFECT_WITHIN_DAYS))
    throw new Refusal('invalid', 'effect-within-a-year', {
      vi: 'Ngày hiệu lực không được quá một năm sau ngày ký.',
      en: 'A decision must take effect within a year of its signature.',
    });
}
