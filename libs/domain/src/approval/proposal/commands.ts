import type { RoleGrant } from '../../kernel/actor.js';
import type { CommandContext } from '../../kernel/decider.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import type { UnitRef } from '../../organisation/unit.js';
import type { RulesInForce } from '../../policy/content.js';
import type { DecisionSubject } from '../../staffing/kinds/index.js';
import type { StaffingPosition } from '../../staffing/position.js';
import type { StepAnswer } from '../steps/step-type.js';
import type { SigningCapacity } from './events.js';

interface Written extends CommandContext {
  readonly subject: DecisionSubject;
  readonly takesEffectOn: PlainDate;
  readonly justification: string;
}

export interface DraftProposal extends Written {
  readonly type: 'DraftProposal';
  readonly proposalId: string;
  readonly unitPath: readonly UnitRef[];
}

export interface ReviseProposal extends Written {
  readonly type: 'ReviseProposal';
}

export interface SubmitProposal extends CommandContext {
  readonly type: 'SubmitProposal';
  /** Rules in force on the day of submission: they fix the route of the case. */
  readonly rules: RulesInForce;
  /** Staffing of the commune, to refuse now what enactment would refuse later. */
  readonly position: StaffingPosition;
  /** People it names who are not registered in the commune. */
  readonly strangers: readonly string[];
}

export interface WithdrawProposal extends CommandContext {
  readonly type: 'WithdrawProposal';
}

export interface OpenStep extends CommandContext {
  readonly type: 'OpenStep';
  readonly step: string;
  readonly body: RoleGrant;
  readonly dueOn: PlainDate | null;
}

export interface AnswerStep extends CommandContext, StepAnswer {
  readonly type: 'AnswerStep';
  readonly step: string;
}

export interface IssueDecision extends CommandContext {
  readonly type: 'IssueDecision';
  readonly decisionId: string;
  readonly number: string;
  readonly symbol: string;
  readonly signer: string;
  readonly signingCapacity: SigningCapacity;
  readonly takesEffectOn: PlainDate;
}

export interface RecordEnactment extends CommandContext {
  readonly type: 'RecordEnactment';
  readonly decisionId: string;
  /** Why the staffing rules refused it; `null` when the holders have moved. */
  readonly refused: { readonly rule: string; readonly reason: string } | null;
}

export interface RecordProcessingFailure extends CommandContext {
  readonly type: 'RecordProcessingFailure';
  /** Kind of the obligation that could not be fulfilled. */
  readonly owed: string;
  readonly reason: string;
}

export type ProposalCommand =
  | DraftProposal
  | ReviseProposal
  | SubmitProposal
  | WithdrawProposal
  | OpenStep
  | AnswerStep
  | IssueDecision
  | RecordEnactment
  | RecordProcessingFailure;
