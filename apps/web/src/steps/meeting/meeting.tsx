import { useState } from 'react';

import { answerStep, useCommand } from '../../api/commands.js';
import type { Answer } from '../../api/contract.js';
import { useFaults, WithFaults, type Faults } from '../../parts/fields/faults.js';
import { useWords } from '../../words/context.js';
import { countsIn } from './ballot.js';
import { MeetingReview } from './meeting-review.js';
import { meetingFaults, needsReason } from './meeting-rules.js';
import { MinutesFields } from './minutes-fields.js';
import type { StepEntry, StepFormProps } from '../step-form.js';

/**
 * Kết luận của tập thể: what is entered is the minutes, read over and confirmed against the paper,
 * so that no single click ever stands for a collective decision.
 */
export function MeetingForm(props: StepFormProps) {
  const { shown, step, ballot, answers, entry, onChange, onDone } = props;
  const words = useWords();
  const [isReviewing, setReviewing] = useState(false);
  const command = useCommand(answerStep);
  const { faults, setFound } = useFaults(command.error, entry);

  const review = () => {
    const fields = meetingFaults(entry, { ballot, step }, words);
    setFound(fields.length === 0 ? null : { sentence: words.step.incomplete, fields });
    setReviewing(fields.length === 0);
  };
  const record = () => {
    if (entry.answer === '') return;
    command.mutate(
      { ref: shown, step: step.key, ...answerBody(entry, entry.answer, ballot) },
      {
        onSuccess: () => onDone(words.step.recorded),
        onError: () => setReviewing(false),
      },
    );
  };

  return (
    <WithFaults faults={faults && atMeetingDay(faults)}>
      {isReviewing ? (
        <MeetingReview
          entry={entry}
          isPending={command.isPending}
          onRecord={record}
          onEdit={() => setReviewing(false)}
        />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            review();
          }}
        >
          <MinutesFields answers={answers} ballot={ballot} entry={entry} onChange={onChange} />
          <button type="submit" disabled={answers.length === 0}>
            {words.minutes.review}
          </button>
        </form>
      )}
    </WithFaults>
  );
}

/** The legal day of a conclusion is that of the meeting, and is typed there. */
function atMeetingDay({ sentence, fields }: Faults): Faults {
  const atDay = fields.map(({ pointer, detail }) => ({
    pointer: pointer === '/on' ? '/minutes/heldOn' : pointer,
    detail,
  }));
  return { sentence, fields: atDay };
}

function answerBody(entry: StepEntry, answer: Answer, ballot: StepFormProps['ballot']) {
  const { number, heldOn } = entry.minutes;
  const counts = countsIn(entry.minutes);
  const minutes = counts ? { minutes: { number: number.trim(), heldOn, ...counts } } : {};
  const on = heldOn === '' ? {} : { on: heldOn };
  const isReasoned = needsReason(entry, ballot);
  const reason = isReasoned ? { reason: entry.reason.normalize('NFC').trim() } : {};
  return { answer, ...reason, ...minutes, ...on };
}
