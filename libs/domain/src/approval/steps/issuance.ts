import type { StepType } from './step-type.js';

/** Ban hành: answered by a numbered and signed decision, so none of the plain answers fits. */
export const issuance: StepType = {
  answers: [],
  check: () => undefined,
};
