import { useWords } from '../words/context.js';
import { PlainAnswer } from './plain-answer.js';
import type { StepFormProps } from './step-form.js';

/** Thẩm định: the advising body's judgement. */
export function AppraisalForm(props: StepFormProps) {
  const { step } = useWords();
  return <PlainAnswer {...props} labels={step.answers} />;
}
