import type { FieldProblem } from '../api/contract.js';
import type { Words } from '../words/context.js';
import type { StepEntry } from './step-form.js';

export function answerFaults(
  { answer, reason }: Pick<StepEntry, 'answer' | 'reason'>,
  needsReason: boolean,
  { step }: Words,
): FieldProblem[] {
  const isReasoned = !needsReason || reason.trim() !== '';
  return [
    ...(answer ? [] : [{ pointer: '/answer', detail: step.chooseAnswer }]),
    ...(isReasoned ? [] : [{ pointer: '/reason', detail: step.missingReason }]),
  ];
}
