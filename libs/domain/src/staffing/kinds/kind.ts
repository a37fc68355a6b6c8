import type { Capacity } from '../../kernel/actor.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import type { Sentence } from '../../kernel/refusal.js';
import type { PolicyContent } from '../../policy/content.js';
import type { Move } from '../moves.js';
import type { StaffingPosition } from '../position.js';

export interface PlanContext {
  readonly by: Capacity;
  /** First day the decision takes effect (hiệu lực từ). */
  readonly day: PlainDate;
  readonly decisionId: string;
  readonly communeId: string;
  readonly rules: PolicyContent;
}

/** One kind of staffing decision: its name for people, and what it does to the staffing. */
export interface DecisionKind<Details> {
  readonly label: Sentence;
  /** The moves the decision makes; throws the refusal when a rule forbids it. Used by the check
   * before submission and by the enactment alike. */
  plan(details: Details, position: StaffingPosition, context: PlanContext): readonly Move[];
}
