import type { Move } from '../moves.js';
import type { StaffingPosition } from '../position.js';
import { appointment, type AppointmentDetails } from './appointment.js';
import { concurrentAssignment } from './concurrent-assignment.js';
import type { DecisionKind, PlanContext } from './kind.js';
import type { KindName } from './names.js';
import { relief, type ReliefDetails } from './relief.js';
import { titleConsolidation } from './title-consolidation.js';
import type { TransferDetails } from './transfer-of-titles.js';

/** What each kind of decision states; a new kind is one file here and a line in each list. */
export interface DecisionDetails {
  readonly appointment: AppointmentDetails;
  readonly 'concurrent-assignment': TransferDetails;
  readonly 'title-consolidation': TransferDetails;
  readonly relief: ReliefDetails;
}

export const decisionKinds = {
  appointment,
  'concurrent-assignment': concurrentAssignment,
  'title-consolidation': titleConsolidation,
  relief,
} satisfies { readonly [Name in KindName]: DecisionKind<DecisionDetails[Name]> };

/** A kind with the details that belong to it. */
export type DecisionSubject = {
  readonly [Name in KindName]: { readonly kind: Name; readonly details: DecisionDetails[Name] };
}[KindName];

/** The moves a decision would make; throws the refusal when a rule forbids it. */
export function planDecision(
  { kind, details }: DecisionSubject,
  position: StaffingPosition,
  context: PlanContext,
): readonly Move[] {
  const rules = decisionKinds[kind] as DecisionKind<typeof details>;
  return rules.plan(details, position, context);
}

/** Everybody a decision gives a title to or takes one from by name. */
export function peopleIn({ details }: DecisionSubject): string[] {
  return 'assignments' in details
    ? [...new Set(details.assignments.map(({ personId }) => personId))]
    : [details.personId];
}
