import type { StepKind } from '../api/contract.js';
import { AppraisalForm } from './appraisal.js';
import { IssuanceForm } from './issuance.js';
import { MeetingForm } from './meeting/meeting.js';
import { ReceptionForm } from './reception.js';
import type { StepForm } from './step-form.js';

/** A new kind of step is one file here and one line below. */
export const stepForms: Readonly<Record<StepKind, StepForm>> = {
  reception: ReceptionForm,
  appraisal: AppraisalForm,
  meeting: MeetingForm,
  issuance: IssuanceForm,
};
