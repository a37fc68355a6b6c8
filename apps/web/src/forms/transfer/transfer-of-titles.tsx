import type { FieldProblem, TitleRow, TransferDetails } from '../../api/contract.js';
import { fieldId, useFault } from '../../parts/fields/faults.js';
import { SelectField } from '../../parts/fields/field.js';
import { useName } from '../../parts/shown/name.js';
import { useWords, type Words } from '../../words/context.js';
import type { FieldsProps } from '../kind-form.js';
import { RedealPreview } from './redeal-preview.js';
import { TakerOptions } from './taker-options.js';

const ALL = '/details/assignments';

/** For every title of the unit: unchanged, or who takes it over. */
export function TransferFields({ details, onChange, choices }: FieldsProps<TransferDetails>) {
  const { form } = useWords();
  const { map, people } = choices;
  const { assignments } = details;
  const fault = useFault(ALL);
  const deal = (slotId: string, personId: string) => {
    const others = assignments.filter((assignment) => assignment.slotId !== slotId);
    const all = personId ? [...others, { slotId, personId }] : others;
    const order = map.rows.map((row) => row.slotId);
    const sorted = all.toSorted((a, b) => order.indexOf(a.slotId) - order.indexOf(b.slotId));
    onChange({ ...details, assignments: sorted });
  };
  const takerOf = (slotId: string) =>
    assignments.find((assignment) => assignment.slotId === slotId)?.personId ?? '';
  return (
    <div className="beside">
      <fieldset id={fieldId(ALL)} tabIndex={-1}>
        <legend>{form.deal}</legend>
        <p className="hint">{form.dealHint}</p>
        {fault ? <p className="fault">{fault}</p> : null}
        {map.rows.map((row) => (
          <DealtTitle
            key={row.slotId}
            row={row}
            taker={takerOf(row.slotId)}
            choices={{ map, people }}
            onDeal={(personId) => deal(row.slotId, personId)}
          />
        ))}
      </fieldset>
      <RedealPreview choices={choices} assignments={assignments} />
    </div>
  );
}

interface DealtTitleProps {
  readonly row: TitleRow;
  readonly taker: string;
  readonly choices: FieldsProps<TransferDetails>['choices'];
  readonly onDeal: (personId: string) => void;
}

function DealtTitle({ row, taker, choices, onDeal }: DealtTitleProps) {
  const { form, map } = useWords();
  const nameOf = useName();
  const now = row.holder
    ? nameOf(row.holder.name) + (row.holder.basis === 'concurrent' ? ` (${map.concurrent})` : '')
    : map.vacant;
  return (
    <SelectField
      pointer={pointerOf(row.slotId)}
      label={row.title}
      hint={form.now(now)}
      value={taker}
      onChange={onDeal}
    >
      <option value="">{form.keep}</option>
      <TakerOptions choices={choices} except={row.holder?.personId ?? ''} />
    </SelectField>
  );
}

export function transferFaults({ assignments }: TransferDetails, words: Words): FieldProblem[] {
  if (assignments.length > 0) return [];
  return [{ pointer: ALL, detail: words.form.nothingDealt }];
}

function pointerOf(slotId: string): string {
  return `${ALL}/${slotId}`;
}
