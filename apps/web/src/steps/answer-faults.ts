import type { FieldProblem } from '../api/contract.js';
import type { Words } from '../words/context.js';
import type { StepEntry } from './step-form.js';

export function answerFaults(
  { answer, reason }: Pick<StepEntry, 'answer' | 'reason'>,
  /** What is said when none is given; `null`: none is needed. */
  missingReason: string | null,
  { step }: Words,
): FieldProblem[] {
  return [
    ...(answer ? [] : [{ pointer: '/answer', detail: step.chooseAnswer }]),
    ...(missingReason === null || reason.trim() !== ''
      ? []
      : [{ pointer: '/reason', detail: missingReason }]),
  ];
}
