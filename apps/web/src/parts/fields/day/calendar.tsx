import { useId, useLayoutEffect, useRef, useState } from 'react';

import { useWords } from '../../../words/context.js';
import { today } from '../../shown/days.js';
import { MonthGrid } from './month-grid.js';
import { addMonths } from './month.js';
import { isDay } from './typed-day.js';

interface CalendarProps {
  /** Of the field that the day is chosen for. */
  readonly label: string;
  /** What the field holds, which need not be a day. */
  readonly held: string;
  readonly max: string | undefined;
  readonly onChoose: (day: string) => void;
  readonly onClose: () => void;
}

/** A month to choose a day from. Closing gives the focus back to what opened it. */
export function Calendar({ label, held, max, onChoose, onClose }: CalendarProps) {
  const { days } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [day, setDay] = useState(isDay(held) ? held : today());
  // Before the grid takes the focus, which it cannot while the dialog is closed.
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const choose = (chosen: string) => {
    onChoose(chosen);
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      className="calendar"
      aria-label={`${days.choose} (${label})`}
      onClose={onClose}
    >
      <div className="month">
        <MonthButton sign="‹" name={days.previousMonth} onGo={() => setDay(addMonths(day, -1))} />
        <h2 id={heading} aria-live="polite">
          {days.month(Number(day.slice(5, 7)), day.slice(0, 4))}
        </h2>
        <MonthButton sign="›" name={days.nextMonth} onGo={() => setDay(addMonths(day, 1))} />
      </div>
      <MonthGrid
        heading={heading}
        day={day}
        held={held}
        max={max}
        onGo={setDay}
        onChoose={choose}
      />
      <div className="buttons">
        <button type="button" className="secondary" onClick={() => dialog.current?.close()}>
          {days.close}
        </button>
      </div>
    </dialog>
  );
}

interface MonthButtonProps {
  readonly sign: string;
  readonly name: string;
  readonly onGo: () => void;
}

function MonthButton({ sign, name, onGo }: MonthButtonProps) {
  return (
    <button type="button" className="secondary" onClick={onGo}>
      <span aria-hidden="true">{sign}</span>
      <span className="unseen">{name}</span>
    </button>
  );
}
