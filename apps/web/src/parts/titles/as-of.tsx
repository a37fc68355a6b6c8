import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useWords } from '../../words/context.js';
import { shownDay, today } from '../shown/days.js';
import { daySentence } from '../fields/day/day-faults.js';
import { DayField } from '../fields/day/day-field.js';
import { useFaults, WithFaults } from '../fields/faults.js';

interface AsOfProps {
  readonly unitId: string;
  /** The day in the URL, or none for today. */
  readonly shown: string | undefined;
}

/** Chooses the day a title map is shown for; says so whenever that is not today. */
export function AsOf({ unitId, shown }: AsOfProps) {
  const words = useWords();
  const { map } = words;
  const { faults, setFound } = useFaults(null, null);
  const navigate = useNavigate();
  const [typed, setTyped] = useState({ beside: shown, day: shown ?? today() });
  // A day typed beside another shown day is out of date once the URL has moved on.
  const day = typed.beside === shown ? typed.day : (shown ?? today());
  const params = { unitId };
  const show = () => {
    const sentence = daySentence(day, words);
    setFound(sentence === null ? null : { sentence, fields: [] });
    if (sentence !== null) return;
    const search = day === '' || day === today() ? {} : { tai: day };
    void navigate({ to: '/don-vi/$unitId', params, search });
  };
  return (
    <WithFaults faults={faults}>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <DayField
          pointer="/tai"
          label={map.asOf}
          value={day}
          onChange={(next) => setTyped({ beside: shown, day: next })}
        />
        <button type="submit" className="secondary">
          {map.show}
        </button>
      </form>
      {shown === undefined ? null : (
        <div className="past" role="status">
          <p>{shown > today() ? map.future(shownDay(shown)) : map.past(shownDay(shown))}</p>
          <Link to="/don-vi/$unitId" params={params}>
            {map.backToToday}
          </Link>
        </div>
      )}
    </WithFaults>
  );
}
