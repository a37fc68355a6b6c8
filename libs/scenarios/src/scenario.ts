import type { DecisionSubject, Minutes, PlainDate } from '#libs/domain';

import type { World } from './world.js';

/** A local programme as data: the world it starts from and the proposals it makes. */
export interface Scenario {
  readonly id: string;
  readonly world: World;
  readonly communeId: string;
  /** The last day before the first decision takes effect. */
  readonly beforeOn: PlainDate;
  readonly officers: ScenarioOfficers;
  readonly proposals: readonly ScenarioProposal[];
}

/** User names of the three who act. */
export interface ScenarioOfficers {
  readonly communeOfficer: string;
  readonly organisationCommission: string;
  readonly standingCommittee: string;
}

export interface ScenarioProposal {
  /** Names the proposal within the scenario: its ids derive from it. */
  readonly key: string;
  readonly subject: DecisionSubject;
  readonly justification: string;
  readonly takesEffectOn: PlainDate;
  readonly draftedOn: PlainDate;
  readonly submittedOn: PlainDate;
  readonly receivedOn: PlainDate;
  readonly appraisedOn: PlainDate;
  readonly minutes: Minutes;
  readonly issuedOn: PlainDate;
  readonly decisionNumber: string;
}
