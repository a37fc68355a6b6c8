import { useEffect, useRef, type KeyboardEvent, type Ref } from 'react';

import { useWords } from '../../../words/context.js';
import { today } from '../../shown/days.js';
import { dayByKey, weeksOf } from './month.js';

interface MonthGridProps {
  /** The id of the heading that names the month. */
  readonly heading: string;
  /** The one day that the Tab key reaches; its month is shown. */
  readonly day: string;
  readonly held: string;
  /** The last day that may be chosen. */
  readonly max: string | undefined;
  readonly onGo: (day: string) => void;
  readonly onChoose: (day: string) => void;
}

/** The days of a month by weeks, walked through with the keyboard. */
export function MonthGrid({ heading, day, held, max, onGo, onChoose }: MonthGridProps) {
  const { days } = useWords();
  const { reached, onKeyDown } = useWalk(day, onGo);
  return (
    <table role="grid" aria-labelledby={heading} onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {days.weekdays.map(({ short, long }) => (
            <th key={short} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(day).map((week, index) => (
          <tr key={index}>
            {days.weekdays.map(({ short, long }, weekday) => {
              const one = week[weekday] ?? null;
              return (
                <td key={short}>
                  {one === null ? null : (
                    <DayButton
                      ref={one === day ? reached : null}
                      day={one}
                      weekday={long}
                      isReached={one === day}
                      isHeld={one === held}
                      isOffered={max === undefined || one <= max}
                      onChoose={onChoose}
                    />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayButtonProps {
  readonly ref: Ref<HTMLButtonElement>;
  readonly day: string;
  readonly weekday: string;
  readonly isReached: boolean;
  readonly isHeld: boolean;
  readonly isOffered: boolean;
  readonly onChoose: (day: string) => void;
}

/** A day that is not offered stays in reach, so that the keyboard can cross it. */
function DayButton(props: DayButtonProps) {
  const { ref, day, weekday, isReached, isHeld, isOffered, onChoose } = props;
  const { days } = useWords();
  const number = Number(day.slice(8));
  return (
    <button
      ref={ref}
      type="button"
      tabIndex={isReached ? 0 : -1}
      aria-label={days.named(weekday, number, days.month(Number(day.slice(5, 7)), day.slice(0, 4)))}
      aria-pressed={isHeld}
      aria-current={day === today() ? 'date' : undefined}
      aria-disabled={isOffered ? undefined : true}
      onClick={() => {
        if (isOffered) onChoose(day);
      }}
    >
      {number}
    </button>
  );
}

/** The focus follows the day that a key led to, but not the buttons that turn the month. */
function useWalk(day: string, onGo: (day: string) => void) {
  const reached = useRef<HTMLButtonElement>(null);
  const isByKey = useRef(true);
  useEffect(() => {
    if (isByKey.current) reached.current?.focus();
    isByKey.current = false;
  }, [day]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayByKey(day, event.key);
    if (next === null) return;
    event.preventDefault();
    isByKey.current = true;
    onGo(next);
  };
  return { reached, onKeyDown };
}
