import { useWords } from '../../words/context.js';
import { today } from '../shown/days.js';
import { DateField } from './field.js';

interface LateEntryProps {
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** For an act done on paper before today: its legal day. */
export function LateEntry({ value, onChange }: LateEntryProps) {
  const { late } = useWords();
  return (
    <details className="late" open={value !== ''}>
      <summary>{late.summary}</summary>
      <DateField
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
