import type { Role, RoleGrant } from '../kernel/actor.js';
import type { UnitLevel } from '../organisation/events.js';
import type { UnitRef } from '../organisation/unit.js';

/** What a step may be answered with. */
export type Answer = 'approve' | 'reject' | 'return' | 'defer';

export type StepKind = 'reception' | 'appraisal' | 'meeting' | 'issuance';

/** A route is data in a policy: the steps a proposal takes, in order, the last one issuance. */
export interface Route {
  readonly id: string;
  readonly steps: readonly RouteStep[];
}

export interface RouteStep {
  /** Names the step within the route; stands in events. */
  readonly key: string;
  readonly kind: StepKind;
  /** Who must answer: a role in the unit of this level above the proposing commune. */
  readonly body: { readonly role: Role; readonly level: UnitLevel };
  readonly dueWorkingDays: number;
  /** For a meeting: when it may decide, and when it has agreed. */
  readonly ballot?: BallotRule;
}

/** Both fractions are of those summoned (triệu tập), not of those present. */
export interface BallotRule {
  /** Present ÷ summoned must be at least this. */
  readonly quorum: Fraction;
  /** In favour ÷ summoned must be more than this; exactly this much needs a stated reason. */
  readonly passOver: Fraction;
}

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** Who must answer a step: its role in the unit of its level, or `null` when there is none. */
export function bodyOf({ body }: RouteStep, unitPath: readonly UnitRef[]): RoleGrant | null {
  const unit = unitPath.find(({ level }) => level === body.level);
  return unit ? { role: body.role, unitId: unit.unitId } : null;
}

/** −1, 0 or 1 as part ÷ whole is below, exactly or above the fraction; whole numbers throughout. */
export function compareShare(part: number, whole: number, fraction: Fraction): number {
  return Math.sign(part * fraction.denominator - whole * fraction.numerator);
}
