import { requireNoMinutes } from './minutes.js';
import type { StepType } from './step-type.js';

/** Thẩm định: does it meet standard and quota, in the judgement of the advising body? */
export const appraisal: StepType = {
  answers: ['approve', 'reject', 'return'],
  check: requireNoMinutes,
};
