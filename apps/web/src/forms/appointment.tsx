import type { FieldProblem, OneTitleDetails, PersonSummary } from '../api/contract.js';
import { SelectField } from '../parts/fields/field.js';
import { useName } from '../parts/shown/name.js';
import { useWords, type Words } from '../words/context.js';
import type { FieldsProps, KindForm } from './kind-form.js';
import { NewPerson } from './new-person.js';

export const appointmentForm: KindForm<OneTitleDetails> = {
  blank: (unitId, slotId) => ({ unitId, slotId, personId: '' }),
  check: ({ slotId, personId }, _choices, words) => missingChoices(slotId, personId, words),
  Fields: AppointmentFields,
};

export function missingChoices(slotId: string, personId: string, { form }: Words): FieldProblem[] {
  return [
    ...(slotId ? [] : [{ pointer: '/details/slotId', detail: form.missingSlot }]),
    ...(personId ? [] : [{ pointer: '/details/personId', detail: form.missingPerson }]),
  ];
}

function AppointmentFields({ details, onChange, choices }: FieldsProps<OneTitleDetails>) {
  const { form } = useWords();
  const { map, people } = choices;
  const vacant = map.rows.filter((row) => row.holder === null);
  const choosePerson = (personId: string) => onChange({ ...details, personId });
  return (
    <>
      <SelectField
        pointer="/details/slotId"
        label={form.slot}
        hint={vacant.length === 0 ? form.noVacancy : undefined}
        value={details.slotId}
        onChange={(slotId) => onChange({ ...details, slotId })}
      >
        <option value="">{form.pick}</option>
        {vacant.map((row) => (
          <option key={row.slotId} value={row.slotId}>
            {row.title}
          </option>
        ))}
      </SelectField>
      <SelectField
        pointer="/details/personId"
        label={form.person}
        value={details.personId}
        onChange={choosePerson}
      >
        <option value="">{form.pick}</option>
        <PeopleOptions people={people} />
      </SelectField>
      <NewPerson communeId={map.communeId} onRegistered={choosePerson} />
    </>
  );
}

/** Whoever holds a title already is shown, so that nobody is registered twice, but not offered. */
function PeopleOptions({ people }: { readonly people: readonly PersonSummary[] }) {
  const { form } = useWords();
  const nameOf = useName();
  const free = people.filter((person) => person.holdings.length === 0);
  const busy = people.filter((person) => person.holdings.length > 0);
  return (
    <>
      <optgroup label={form.free}>
        {free.map((person) => (
          <option key={person.personId} value={person.personId}>
            {nameOf(person.name)}
          </option>
        ))}
      </optgroup>
      <optgroup label={form.busy}>
        {busy.map((person) => (
          <option key={person.personId} value={person.personId} disabled>
            {nameOf(person.name)} – {person.holdings.map((held) => held.title).join(', ')}
          </option>
        ))}
      </optgroup>
    </>
  );
}
