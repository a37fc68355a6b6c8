import type { Answer, BallotRule } from '../../api/contract.js';
import { today } from '../../parts/shown/days.js';
import { CountField, TextArea, TextField } from '../../parts/fields/field.js';
import { DayField } from '../../parts/fields/day/day-field.js';
import { Radios } from '../../parts/fields/radios.js';
import { useWords } from '../../words/context.js';
import { BallotPreview } from './ballot-preview.js';
import { needsReason } from './meeting-rules.js';
import type { StepEntry } from '../step-form.js';

interface MinutesFieldsProps {
  readonly answers: readonly Answer[];
  readonly ballot: BallotRule | null;
  readonly entry: StepEntry;
  readonly onChange: (entry: StepEntry) => void;
}

const COUNTS = ['summoned', 'present', 'inFavour', 'against'] as const;

export function MinutesFields({ answers, ballot, entry, onChange }: MinutesFieldsProps) {
  const words = useWords();
  const { minutes } = entry;
  const set = (name: keyof StepEntry['minutes']) => (value: string) =>
    onChange({ ...entry, minutes: { ...minutes, [name]: value } });
  return (
    <>
      <fieldset>
        <legend>{words.minutes.legend}</legend>
        <TextField
          pointer="/minutes/number"
          label={words.minutes.number}
          autoComplete="off"
          className="short"
          value={minutes.number}
          onChange={set('number')}
        />
        <DayField
          pointer="/minutes/heldOn"
          label={words.minutes.heldOn}
          max={today()}
          value={minutes.heldOn}
          onChange={set('heldOn')}
        />
        <p className="hint">{words.minutes.countHint}</p>
        <div className="counts">
          {COUNTS.map((name) => (
            <CountField
              key={name}
              pointer={`/minutes/${name}`}
              label={words.minutes[name]}
              value={minutes[name]}
              onChange={set(name)}
            />
          ))}
        </div>
        <BallotPreview minutes={minutes} ballot={ballot} />
      </fieldset>
      <Conclusion answers={answers} ballot={ballot} entry={entry} onChange={onChange} />
    </>
  );
}

function Conclusion({ answers, ballot, entry, onChange }: MinutesFieldsProps) {
  const { step } = useWords();
  const isHalf = entry.answer === 'approve';
  return (
    <>
      <Radios
        pointer="/answer"
        legend={step.conclusion}
        options={answers.map((value) => ({ value, label: step.conclusions[value] }))}
        value={entry.answer}
        onChange={(answer) => onChange({ ...entry, answer })}
      />
      {needsReason(entry, ballot) ? (
        <TextArea
          pointer="/reason"
          label={step.reason}
          hint={isHalf ? step.halfReasonHint : step.reasonHint}
          value={entry.reason}
          onChange={(reason) => onChange({ ...entry, reason })}
        />
      ) : null}
    </>
  );
}
