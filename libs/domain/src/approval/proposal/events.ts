import type { RoleGrant } from '../../kernel/actor.js';
import type { EventOf, Upcasters } from '../../kernel/decider.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import type { PrivateText } from '../../kernel/private-text.js';
import type { UnitRef } from '../../organisation/unit.js';
import type { DecisionSubject } from '../../staffing/kinds/index.js';
import type { Answer, Route } from '../route.js';
import type { Minutes } from '../steps/step-type.js';

/** What a proposal asks for. */
export interface ProposalContent {
  readonly subject: DecisionSubject;
  /** Day the decision should take effect. */
  readonly takesEffectOn: PlainDate;
  readonly justification: PrivateText;
}

/** How the signer signs: for the collective, for the head, by order, by mandate. */
export type SigningCapacity = 'TM' | 'KT' | 'TL' | 'TUQ';

/** The numbered and signed paper that ends a case. */
export interface DecisionPaper {
  readonly decisionId: string;
  readonly number: string;
  readonly symbol: string;
  readonly signer: PrivateText;
  readonly signingCapacity: SigningCapacity;
  readonly takesEffectOn: PlainDate;
}

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
export type ProposalEvent =
  | EventOf<
      'ProposalDrafted',
      ProposalContent & {
        readonly proposalId: string;
        /** The proposing commune, then the units above it, as they stood when it was drafted. */
        readonly unitPath: readonly UnitRef[];
      }
    >
  | EventOf<'ProposalRevised', ProposalContent>
  | EventOf<
      'RouteFixed',
      { readonly policyId: string; readonly policyVersion: number; readonly route: Route }
    >
  | EventOf<'ProposalSubmitted', { readonly round: number }>
  | EventOf<'ProposalWithdrawn', { readonly round: number }>
  | EventOf<
      'StepOpened',
      { readonly step: string; readonly body: RoleGrant; readonly dueOn: PlainDate | null }
    >
  | EventOf<
      'StepAnswered',
      {
        readonly step: string;
        readonly answer: Answer;
        readonly reason: PrivateText | null;
        readonly minutes: Minutes | null;
      }
    >
  | EventOf<'DecisionIssued', DecisionPaper & { readonly step: string }>
  | EventOf<'ProposalEnacted', { readonly decisionId: string }>
  | EventOf<
      'EnactmentRefused',
      { readonly decisionId: string; readonly rule: string; readonly reason: string }
    >
  | EventOf<'ProcessingFailed', { readonly owed: string; readonly reason: string }>;

export const proposalUpcasters: Upcasters<ProposalEvent> = {
  ProposalDrafted: [],
  ProposalRevised: [],
  RouteFixed: [],
  ProposalSubmitted: [],
  ProposalWithdrawn: [],
  StepOpened: [],
  StepAnswered: [],
  DecisionIssued: [],
  ProposalEnacted: [],
  EnactmentRefused: [],
  ProcessingFailed: [],
};
