import { useWords } from '../words/context.js';
import { PlainAnswer } from './plain-answer.js';
import type { StepFormProps } from './step-form.js';

/** Tiếp nhận: the file is complete, or goes back once with all its defects. */
export function ReceptionForm(props: StepFormProps) {
  const { step } = useWords();
  return <PlainAnswer {...props} labels={{ ...step.answers, approve: step.receive }} />;
}
