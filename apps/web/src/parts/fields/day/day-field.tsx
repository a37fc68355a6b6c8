import { useState, type FocusEvent } from 'react';

import { useWords } from '../../../words/context.js';
import { Field, type Valued } from '../field.js';
import { Calendar } from './calendar.js';
import { daySentence } from './day-faults.js';
import { fieldText, heldDay } from './typed-day.js';

interface DayFieldProps extends Valued {
  /** The last day that the calendar offers, yyyy-MM-dd. */
  readonly max?: string;
}

interface Typing {
  readonly text: string;
  /** The fault is on the screen already: it stays there while it is being put right. */
  readonly isFaulty: boolean;
}

/**
 * A day, typed and shown day first whatever language the browser is set in. It holds yyyy-MM-dd,
 * or the text itself as long as that is no day.
 */
export function DayField({ pointer, label, hint, value, onChange, max }: DayFieldProps) {
  const words = useWords();
  const { days } = words;
  const [typing, setTyping] = useState<Typing | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const fault = typing === null || typing.isFaulty ? daySentence(value, words) : null;
  const type = (text: string) => {
    setTyping({ text, isFaulty: fault !== null });
    onChange(heldDay(text));
  };
  const leave = ({ relatedTarget: next }: FocusEvent) => {
    const judge = () => setTyping(null);
    // A sentence that appears would move what is being pressed away from under its click.
    if (next?.matches(':active')) next.addEventListener('click', judge, { once: true });
    else judge();
  };
  const hints = hint === undefined ? days.hint : `${days.hint} ${hint}`;
  return (
    <Field pointer={pointer} label={label} hint={hints} fault={fault}>
      {(control) => (
        <div className="day-entry">
          <input
            type="text"
            inputMode="numeric"
            autoComplete="off"
            className="day"
            {...control}
            value={typing?.text ?? fieldText(value)}
            onChange={(event) => type(event.target.value)}
            onBlur={leave}
            onKeyDown={(event) => {
              if (event.key === 'Enter') setTyping(null);
            }}
          />
          <button
            type="button"
            className="secondary"
            aria-haspopup="dialog"
            onClick={() => setChoosing(true)}
          >
            {days.choose}
            <span className="unseen">({label})</span>
          </button>
          {isChoosing ? (
            <Calendar
              label={label}
              held={value}
              max={max}
              onChoose={onChange}
              onClose={() => setChoosing(false)}
            />
          ) : null}
        </div>
      )}
    </Field>
  );
}
