import { useState } from 'react';

import { useWords } from '../../words/context.js';
import { today } from '../shown/days.js';
import { DayField } from './day/day-field.js';
import { useFault } from './faults.js';

interface LateEntryProps {
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** For an act done on paper before today: its legal day. */
export function LateEntry({ value, onChange }: LateEntryProps) {
  const { late } = useWords();
  const isFaulty = useFault('/on') !== null;
  const [isOpen, setOpen] = useState(value !== '');
  return (
    <details
      className="late"
      open={isOpen || isFaulty}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{late.summary}</summary>
      <DayField
        pointer="/on"
        label={late.day}
        hint={late.hint}
        max={today()}
        value={value}
        onChange={onChange}
      />
    </details>
  );
}

/** The part of a command's body that says the legal day. */
export function legalDay(on: string): { on?: string } {
  return on === '' ? {} : { on };
}
