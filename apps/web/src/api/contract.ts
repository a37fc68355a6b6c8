/** The HTTP contract under /api/v1, as far as this client uses it. Dates are yyyy-MM-dd. */

import type { RoleName } from './account.js';
import type { OpenedText } from './opened-text.js';

export type { Account, RoleGrant, RoleName } from './account.js';
export type { OpenedText } from './opened-text.js';

export type UnitLevel = 'province' | 'district' | 'commune' | 'hamlet';

export interface UnitSummary {
  readonly unitId: string;
  readonly level: UnitLevel;
  readonly name: string;
}

export interface Unit extends UnitSummary {
  readonly parentId: string | null;
  readonly children: UnitSummary[];
}

export type Basis = 'principal' | 'concurrent';

export interface Holder {
  readonly personId: string;
  readonly name: OpenedText;
  readonly basis: Basis;
  readonly official: boolean;
  readonly since: string;
}

export interface TitleRow {
  readonly slotId: string;
  readonly titleId: string;
  readonly title: string;
  /** Hundredths: 110 is 1.10. */
  readonly coefficient: number;
  readonly holder: Holder | null;
}

export interface Figures {
  readonly slots: number;
  readonly vacancies: number;
  readonly partTimeOfficers: number;
  readonly concurrentHoldings: number;
  /** Đồng a month. */
  readonly allowance: number;
}

export interface HamletFigures extends Figures {
  readonly unitId: string;
  readonly name: string;
}

export interface WithoutSlot {
  readonly personId: string;
  readonly name: OpenedText;
  readonly until: string | null;
}

export interface TitleMap extends Figures {
  readonly unitId: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly communeId: string;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly position: number;
  readonly partTimeMax: number | null;
  readonly rows: TitleRow[];
  readonly withoutSlot: WithoutSlot[];
  readonly hamlets: HamletFigures[];
  /** A commune with its hamlets. */
  readonly whole: Figures | null;
}

export interface PersonHolding {
  readonly slotId: string;
  readonly title: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly basis: Basis;
}

export interface PersonSummary {
  readonly personId: string;
  readonly name: OpenedText;
  readonly official: boolean;
  readonly holdings: PersonHolding[];
}

export interface OneTitleDetails {
  readonly unitId: string;
  readonly slotId: string;
  readonly personId: string;
}

export interface TransferDetails {
  readonly unitId: string;
  readonly assignments: { readonly slotId: string; readonly personId: string }[];
}

export interface DetailsByKind {
  readonly appointment: OneTitleDetails;
  readonly 'concurrent-assignment': TransferDetails;
  readonly 'title-consolidation': TransferDetails;
  readonly relief: OneTitleDetails;
}

export type KindName = keyof DetailsByKind;

export type StepKind = 'reception' | 'appraisal' | 'meeting' | 'issuance';

export type Answer = 'approve' | 'reject' | 'return' | 'defer';

export type Action = Answer | 'revise' | 'submit' | 'withdraw' | 'issue';

export type CaseStatus =
  | 'draft'
  | 'moving'
  | 'in-step'
  | 'returned'
  | 'rejected'
  | 'deferred'
  | 'withdrawn'
  | 'issued'
  | 'enacted'
  | 'enactment-refused';

export interface OpenStep {
  readonly key: string;
  readonly kind: StepKind;
  readonly label: string;
  readonly body: { readonly role: RoleName; readonly unitId: string; readonly label: string };
  readonly openedOn: string;
  readonly dueOn: string | null;
}

export interface CaseSummary {
  readonly proposalId: string;
  readonly kind: KindName;
  readonly kindLabel: string;
  readonly communeId: string;
  readonly communeName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly status: CaseStatus;
  readonly statusLabel: string;
  readonly step: OpenStep | null;
  readonly round: number;
  readonly takesEffectOn: string;
  readonly submittedOn: string | null;
  readonly updatedAt: string;
  readonly revision: number;
}

export interface CasePage {
  readonly cases: CaseSummary[];
  readonly next: string | null;
}

export interface NamedPerson {
  readonly personId: string;
  readonly name: OpenedText;
}

export interface CaseMove {
  readonly slotId: string;
  readonly title: string;
  readonly from: NamedPerson | null;
  readonly to: NamedPerson | null;
  readonly basis: Basis | null;
}

export interface Minutes {
  readonly number: string;
  readonly heldOn: string;
  readonly summoned: number;
  readonly present: number;
  readonly inFavour: number;
  readonly against: number;
}

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

export interface BallotRule {
  /** Present ÷ summoned must be at least this. */
  readonly quorum: Fraction;
  /** In favour ÷ summoned must be more than this. */
  readonly passOver: Fraction;
}

export type SigningCapacity = 'TM' | 'KT' | 'TL' | 'TUQ';

export interface DecisionPaper {
  readonly decisionId: string;
  readonly number: string;
  readonly symbol: string;
  readonly signer: OpenedText;
  readonly signingCapacity: SigningCapacity;
  readonly signedOn: string;
  readonly takesEffectOn: string;
}

export interface TimelineEntry {
  readonly eventId: string;
  readonly type: string;
  readonly label: string;
  /** Legal day of the act. */
  readonly on: string;
  readonly recordedAt: string;
  readonly late: boolean;
  readonly by: {
    readonly name: OpenedText;
    readonly role: string;
    readonly roleLabel: string;
    readonly unitName: string | null;
  };
  readonly answer: Answer | null;
  readonly reason: OpenedText;
  readonly minutes: Minutes | null;
  readonly position: number;
}

export interface Case extends CaseSummary {
  readonly justification: OpenedText;
  readonly details: OneTitleDetails | TransferDetails;
  /** As it was asked for; the decision may say another day. */
  readonly proposedEffectOn: string;
  readonly moves: CaseMove[];
  readonly may: Action[];
  readonly paper: DecisionPaper | null;
  readonly enactmentRefused: string | null;
  readonly ballot: BallotRule | null;
  readonly timeline: TimelineEntry[];
}

export interface Content {
  readonly kind: KindName;
  readonly details: OneTitleDetails | TransferDetails;
  readonly takesEffectOn: string;
  readonly justification: string;
}

/** Legal day of the act; today in Viet Nam when left out. */
export interface LegalDay {
  readonly on?: string;
}

export interface AnswerBody extends LegalDay {
  readonly step: string;
  readonly answer: Answer;
  readonly reason?: string;
  readonly minutes?: Minutes;
}

export interface DecisionBody extends LegalDay {
  readonly number: string;
  readonly symbol: string;
  readonly signer: string;
  readonly signingCapacity: SigningCapacity;
  readonly takesEffectOn: string;
}

export interface Written {
  readonly revision: number;
  readonly position: number;
}

export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Name of the rule that refused. */
  readonly code: string;
  readonly errors?: FieldProblem[];
}
