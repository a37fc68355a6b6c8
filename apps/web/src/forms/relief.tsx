import type { OneTitleDetails } from '../api/contract.js';
import { SelectField } from '../parts/fields/field.js';
import { useName } from '../parts/shown/name.js';
import { useWords } from '../words/context.js';
import { missingChoices } from './appointment.js';
import type { FieldsProps, KindForm } from './kind-form.js';

export const reliefForm: KindForm<OneTitleDetails> = {
  blank: (unitId) => ({ unitId, slotId: '', personId: '' }),
  check: ({ slotId, personId }, _choices, words) =>
    missingChoices(slotId, personId, words).slice(0, 1),
  Fields: ReliefFields,
};

/** One choice says both: the title, and with it whoever holds it. */
function ReliefFields({ details, onChange, choices }: FieldsProps<OneTitleDetails>) {
  const { form } = useWords();
  const nameOf = useName();
  const held = choices.map.rows.flatMap(({ holder, ...row }) =>
    holder ? [{ ...row, holder }] : [],
  );
  const choose = (slotId: string) => {
    const personId = held.find((row) => row.slotId === slotId)?.holder.personId ?? '';
    onChange({ ...details, slotId, personId });
  };
  return (
    <SelectField
      pointer="/details/slotId"
      label={form.holding}
      value={details.slotId}
      onChange={choose}
    >
      <option value="">{form.pick}</option>
      {held.map((row) => (
        <option key={row.slotId} value={row.slotId}>
          {row.title} – {nameOf(row.holder.name)}
        </option>
      ))}
    </SelectField>
  );
}
