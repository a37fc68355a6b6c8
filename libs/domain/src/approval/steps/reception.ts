import { requireNoMinutes } from './minutes.js';
import type { StepType } from './step-type.js';

/** Tiếp nhận: is the file complete? It is taken in, or goes back once with all its defects. */
export const reception: StepType = {
  answers: ['approve', 'return'],
  check: requireNoMinutes,
};
