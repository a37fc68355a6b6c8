import { useState } from 'react';

import { shownDay } from '../../parts/shown/days.js';
import { fieldId, WithFaults, type Faults } from '../../parts/fields/faults.js';
import { SummaryList } from '../../parts/page/summary-list.js';
import { useWords } from '../../words/context.js';
import { countsIn } from './ballot.js';
import type { StepEntry } from '../step-form.js';

interface MeetingReviewProps {
  readonly entry: StepEntry;
  readonly isPending: boolean;
  readonly onRecord: () => void;
  readonly onEdit: () => void;
}

const MATCHES = '/matches';

export function MeetingReview({ entry, isPending, onRecord, onEdit }: MeetingReviewProps) {
  const words = useWords();
  const [matches, setMatches] = useState(false);
  const [faults, setFaults] = useState<Faults | null>(null);
  const record = () => {
    const detail = words.minutes.mustMatch;
    if (matches) onRecord();
    else setFaults({ sentence: detail, fields: [{ pointer: MATCHES, detail }] });
  };
  return (
    <WithFaults faults={faults}>
      <h3>{words.minutes.reviewHeading}</h3>
      <SummaryList items={itemsOf(entry, words)} />
      <label className="choice">
        <input
          id={fieldId(MATCHES)}
          type="checkbox"
          checked={matches}
          onChange={(event) => setMatches(event.target.checked)}
        />
        <span>{words.minutes.matches}</span>
      </label>
      <div className="buttons">
        <button type="button" disabled={isPending} onClick={record}>
          {words.minutes.record}
        </button>
        <button type="button" className="secondary" disabled={isPending} onClick={onEdit}>
          {words.minutes.edit}
        </button>
      </div>
    </WithFaults>
  );
}

function itemsOf({ minutes, answer, reason }: StepEntry, words: ReturnType<typeof useWords>) {
  const counts = countsIn(minutes);
  const counted = counts
    ? [
        {
          term: words.minutes.legend,
          value: words.case.minutes(minutes.number, shownDay(minutes.heldOn)),
        },
        { term: words.minutes.summoned, value: counts.summoned },
        {
          term: words.minutes.present,
          value: words.minutes.presence(counts.present, counts.summoned),
        },
        { term: words.minutes.inFavour, value: `${counts.inFavour}/${counts.summoned}` },
        { term: words.minutes.against, value: counts.against },
      ]
    : [];
  const conclusion = answer === '' ? '' : words.step.conclusions[answer];
  const reasons = reason.trim() === '' ? [] : [{ term: words.step.reason, value: reason }];
  return [...counted, { term: words.step.conclusion, value: conclusion }, ...reasons];
}
