import { issueDecision, useCommand } from '../api/commands.js';
import type { FieldProblem, SigningCapacity } from '../api/contract.js';
import { today } from '../parts/shown/days.js';
import { dayFaults } from '../parts/fields/day/day-faults.js';
import { DayField } from '../parts/fields/day/day-field.js';
import { isDay } from '../parts/fields/day/typed-day.js';
import { SelectField, TextField } from '../parts/fields/field.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import { legalDay } from '../parts/fields/late-entry.js';
import { useWords, type Words } from '../words/context.js';
import type { StepEntry, StepFormProps } from './step-form.js';

const CAPACITIES: readonly SigningCapacity[] = ['TM', 'KT', 'TL', 'TUQ'];

const TYPED = ['number', 'symbol', 'signer'] as const;

/** Ban hành: the numbered and signed paper. Its legal day is the day of signature. */
export function IssuanceForm({ shown, entry, onChange, onDone }: StepFormProps) {
  const words = useWords();
  const command = useCommand(issueDecision);
  const { faults, setFound } = useFaults(command.error, entry);

  const issue = () => {
    const fields = paperFaults(entry, words);
    setFound(fields.length === 0 ? null : { sentence: words.step.incomplete, fields });
    if (fields.length > 0) return;
    const { number, symbol, signer, ...paper } = entry.paper;
    const names = { number: number.trim(), symbol: symbol.trim() };
    command.mutate(
      {
        ref: shown,
        ...paper,
        ...names,
        signer: signer.normalize('NFC').trim(),
        ...legalDay(entry.on),
      },
      { onSuccess: () => onDone(words.issuance.issued) },
    );
  };

  return (
    <WithFaults faults={faults}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          issue();
        }}
      >
        <PaperFields entry={entry} onChange={onChange} />
        <button type="submit" disabled={command.isPending || !shown.may.includes('issue')}>
          {words.issuance.submit}
        </button>
      </form>
    </WithFaults>
  );
}

type PaperFieldsProps = Pick<StepFormProps, 'entry' | 'onChange'>;

function PaperFields({ entry, onChange }: PaperFieldsProps) {
  const { issuance } = useWords();
  const { paper } = entry;
  const set = (change: Partial<StepEntry['paper']>) =>
    onChange({ ...entry, paper: { ...paper, ...change } });
  return (
    <fieldset>
      <legend>{issuance.legend}</legend>
      <TextField
        pointer="/number"
        label={issuance.number}
        className="short"
        autoComplete="off"
        value={paper.number}
        onChange={(number) => set({ number })}
      />
      <TextField
        pointer="/symbol"
        label={issuance.symbol}
        hint={issuance.symbolHint}
        className="short"
        autoComplete="off"
        value={paper.symbol}
        onChange={(symbol) => set({ symbol })}
      />
      <TextField
        pointer="/signer"
        label={issuance.signer}
        autoComplete="off"
        value={paper.signer}
        onChange={(signer) => set({ signer })}
      />
      <SelectField
        pointer="/signingCapacity"
        label={issuance.capacity}
        value={paper.signingCapacity}
        onChange={(chosen) => set({ signingCapacity: capacityNamed(chosen) })}
      >
        {CAPACITIES.map((capacity) => (
          <option key={capacity} value={capacity}>
            {issuance.capacities[capacity]}
          </option>
        ))}
      </SelectField>
      <DayField
        pointer="/on"
        label={issuance.signedOn}
        max={today()}
        value={entry.on}
        onChange={(on) => onChange({ ...entry, on })}
      />
      <DayField
        pointer="/takesEffectOn"
        label={issuance.takesEffectOn}
        value={paper.takesEffectOn}
        onChange={(takesEffectOn) => set({ takesEffectOn })}
      />
    </fieldset>
  );
}

function capacityNamed(name: string): SigningCapacity {
  return CAPACITIES.find((capacity) => capacity === name) ?? 'TM';
}

function paperFaults({ paper, on }: StepEntry, words: Words): FieldProblem[] {
  const { beforeSigned, future, signedOn, takesEffectOn } = words.issuance;
  const lacking = words.minutes.missing;
  const missing = TYPED.filter((name) => paper[name].trim() === '').map((name) => ({
    pointer: `/${name}`,
    detail: lacking(words.issuance[name]),
  }));
  const isEarly = isDay(on) && isDay(paper.takesEffectOn) && paper.takesEffectOn < on;
  return [
    ...missing,
    ...(on === '' ? [{ pointer: '/on', detail: lacking(signedOn) }] : []),
    ...dayFaults('/on', on, words),
    ...(isDay(on) && on > today() ? [{ pointer: '/on', detail: future }] : []),
    ...(paper.takesEffectOn === ''
      ? [{ pointer: '/takesEffectOn', detail: lacking(takesEffectOn) }]
      : []),
    ...dayFaults('/takesEffectOn', paper.takesEffectOn, words),
    ...(isEarly ? [{ pointer: '/takesEffectOn', detail: beforeSigned }] : []),
  ];
}
