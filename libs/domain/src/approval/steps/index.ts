import type { Answer, StepKind } from '../route.js';
import { appraisal } from './appraisal.js';
import { issuance } from './issuance.js';
import { meeting } from './meeting.js';
import { reception } from './reception.js';
import type { StepType } from './step-type.js';

/** A new kind of step is one file here and one line below. */
export const stepTypes = { reception, appraisal, meeting, issuance } satisfies Record<
  StepKind,
  StepType
>;

/** What a step of this kind may be answered with. */
export function stepAnswers(kind: StepKind): readonly Answer[] {
  return stepTypes[kind].answers;
}
