import type { PersonSummary } from '../../api/contract.js';
import { useName } from '../../parts/shown/name.js';
import { useWords } from '../../words/context.js';
import type { Choices } from '../kind-form.js';

interface TakerOptionsProps {
  readonly choices: Choices;
  /** The present holder, for whom "unchanged" stands. */
  readonly except: string;
}

/** Who may take a title concurrently: holders of a title of their own, and officials. */
export function TakerOptions({ choices, except }: TakerOptionsProps) {
  const { form } = useWords();
  const { map, people } = choices;
  const able = people.filter((person) => person.personId !== except && isAble(person));
  const groups = [
    { label: form.ofUnit, people: able.filter((person) => isOf(map.unitId, person)) },
    { label: form.officials, people: able.filter((person) => person.official) },
    {
      label: form.others,
      people: able.filter((person) => !person.official && !isOf(map.unitId, person)),
    },
  ];
  return groups.map((group) =>
    group.people.length === 0 ? null : (
      <optgroup key={group.label} label={group.label}>
        {group.people.map((person) => (
          <Option key={person.personId} person={person} />
        ))}
      </optgroup>
    ),
  );
}

function Option({ person }: { readonly person: PersonSummary }) {
  const nameOf = useName();
  const titles = person.holdings.map((held) => held.title).join(', ');
  return (
    <option value={person.personId}>
      {nameOf(person.name)}
      {titles ? ` – ${titles}` : ''}
    </option>
  );
}

function isAble({ official, holdings }: PersonSummary): boolean {
  return official || holdings.some(({ basis }) => basis === 'principal');
}

function isOf(unitId: string, { official, holdings }: PersonSummary): boolean {
  return !official && holdings.some((held) => held.unitId === unitId);
}
