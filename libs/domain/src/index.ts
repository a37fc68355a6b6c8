export {
  account,
  type Account,
  type AccountState,
  type OpenAccount,
} from './access/account/account.js';
export type { AccountEvent } from './access/account/events.js';
export { can, type Action, type Resource } from './access/can.js';
export { approvalProcess } from './approval/process.js';
export type { ProposalCommand } from './approval/proposal/commands.js';
export type {
  DecisionPaper,
  ProposalContent,
  ProposalEvent,
  SigningCapacity,
} from './approval/proposal/events.js';
export { hasEnded, isFinalDecision } from './approval/proposal/ends.js';
export { proposal } from './approval/proposal/proposal.js';
export {
  currentStep,
  resourceOf,
  type ProposalState,
  type ProposalStatus,
} from './approval/proposal/state.js';
export type { Answer, Route, RouteStep, StepKind } from './approval/route.js';
export { stepAnswers } from './approval/steps/index.js';
export type { Minutes, StepAnswer } from './approval/steps/step-type.js';
export type { Actor, Capacity, Role, RoleGrant } from './kernel/actor.js';
export {
  fold,
  folding,
  type CommandContext,
  type Decider,
  type DomainEvent,
  type EventOf,
  type Upcasters,
} from './kernel/decider.js';
export { counted } from './kernel/counted.js';
export { instantIn } from './kernel/instant.js';
export type { Json, JsonObject } from './kernel/json.js';
export {
  addDays,
  isPlainDate,
  localDay,
  localTime,
  plainDate,
  shownDay,
  type Instant,
  type PlainDate,
} from './kernel/plain-date.js';
export {
  KEY_MISSING,
  opened,
  privateText,
  type OpenedText,
  type PrivateText,
} from './kernel/private-text.js';
export { obligationId, type Obligation, type Process } from './kernel/process.js';
export {
  InvariantBroken,
  Refusal,
  invariant,
  type RefusalCode,
  type Sentence,
} from './kernel/refusal.js';
export { currentVersion, upcast } from './kernel/upcast.js';
export { aggregates, type AnyEvent } from './aggregates.js';
export type { UnitEvent, UnitLevel } from './organisation/events.js';
export { unit, type EstablishUnit, type UnitRef, type UnitState } from './organisation/unit.js';
export { erasure, type ErasureCommand } from './people/erasure/erasure.js';
export {
  erasureGrounds,
  type ErasureBasis,
  type ErasureEvent,
  type ErasureGround,
  type ErasureSubjectKind,
} from './people/erasure/events.js';
export { subjectErased } from './people/erasure/rules.js';
export type { ErasureState, ErasureSubject } from './people/erasure/state.js';
export type { PersonEvent } from './people/events.js';
export { person, type PersonState, type RegisterPerson } from './people/person.js';
export type { PolicyContent, RulesInForce, TitleRule } from './policy/content.js';
export type { PolicyEvent } from './policy/events.js';
export { policy, rulesOn, type IssuePolicyVersion, type PolicyState } from './policy/policy.js';
export { workingDayAfter } from './policy/working-days.js';
export type { SealEvent } from './seal/events.js';
export { seal, type SealCommand, type SealState } from './seal/seal.js';
export { baseSalaryOn } from './staffing/allowance.js';
export type { EstablishmentEvent } from './staffing/establishment/events.js';
export {
  establishment,
  type EstablishmentCommand,
} from './staffing/establishment/establishment.js';
export type { EstablishmentState } from './staffing/establishment/state.js';
export { figuresOn, unitsOn, type StaffingFigures } from './staffing/figures.js';
export {
  decisionKinds,
  peopleIn,
  planDecision,
  type DecisionDetails,
  type DecisionSubject,
} from './staffing/kinds/index.js';
export { kindNames, type KindName } from './staffing/kinds/names.js';
export {
  holdingsOn,
  inUnit,
  slotsOn,
  type Basis,
  type Holding,
  type Slot,
  type StaffingPosition,
} from './staffing/position.js';
