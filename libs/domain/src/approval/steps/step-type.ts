import type { PlainDate } from '../../kernel/plain-date.js';
import type { Answer, RouteStep } from '../route.js';

/** What somebody answers to an open step, before it becomes an event. */
export interface StepAnswer {
  readonly answer: Answer;
  /** Why; required for whatever does not carry the proposal forward. */
  readonly reason: string | null;
  /** What the meeting's minutes say, where the step is a meeting. */
  readonly minutes: Minutes | null;
}

/** The count as the minutes state it (biên bản): totals only, never who voted how. */
export interface Minutes {
  readonly number: string;
  readonly heldOn: PlainDate;
  readonly summoned: number;
  readonly present: number;
  readonly inFavour: number;
  readonly against: number;
}

/** What one kind of step accepts. Everything else about running it is the proposal's business. */
export interface StepType {
  readonly answers: readonly Answer[];
  /** Throws the refusal when this answer may not stand. */
  check(answer: StepAnswer, step: RouteStep): void;
}
