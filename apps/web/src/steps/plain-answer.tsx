import { answerStep, useCommand } from '../api/commands.js';
import type { Answer } from '../api/contract.js';
import { actDayFaults } from '../parts/fields/day/act-day-faults.js';
import { TextArea } from '../parts/fields/field.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import { LateEntry, legalDay } from '../parts/fields/late-entry.js';
import { Radios } from '../parts/fields/radios.js';
import { useWords } from '../words/context.js';
import { answerFaults } from './answer-faults.js';
import type { StepFormProps } from './step-form.js';

interface PlainAnswerProps extends StepFormProps {
  readonly labels: Readonly<Record<Answer, string>>;
}

/** One answer of one body, with its reason unless it carries the case forward. */
export function PlainAnswer(props: PlainAnswerProps) {
  const { shown, step, answers, entry, onChange, onDone, labels } = props;
  const words = useWords();
  const command = useCommand(answerStep);
  const { faults, setFound } = useFaults(command.error, entry);
  const { answer } = entry;
  const needsReason = answer !== '' && answer !== 'approve';

  const send = () => {
    const fields = [
      ...answerFaults(entry, needsReason ? words.step.missingReason : null, words),
      ...actDayFaults(entry.on, step.openedOn, words),
    ];
    setFound(fields.length === 0 ? null : { sentence: words.step.incomplete, fields });
    if (answer === '' || fields.length > 0) return;
    const reason = needsReason ? { reason: entry.reason.normalize('NFC').trim() } : {};
    command.mutate(
      { ref: shown, step: step.key, answer, ...reason, ...legalDay(entry.on) },
      { onSuccess: () => onDone(words.step.recorded) },
    );
  };

  return (
    <WithFaults faults={faults}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Radios
          pointer="/answer"
          legend={words.step.answer}
          options={answers.map((value) => ({ value, label: labels[value] }))}
          value={answer}
          onChange={(next) => onChange({ ...entry, answer: next })}
        />
        {needsReason ? (
          <TextArea
            pointer="/reason"
            label={words.step.reason}
            hint={words.step.reasonHint}
            value={entry.reason}
            onChange={(reason) => onChange({ ...entry, reason })}
          />
        ) : null}
        <LateEntry value={entry.on} onChange={(on) => onChange({ ...entry, on })} />
        <button type="submit" disabled={command.isPending || answers.length === 0}>
          {words.step.confirm}
        </button>
      </form>
    </WithFaults>
  );
}
