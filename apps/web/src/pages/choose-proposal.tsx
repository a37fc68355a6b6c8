import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { KindName, RoleGrant } from '../api/contract.js';
import { unitQuery } from '../api/queries.js';
import { communesOf, useAccount } from '../app/account.js';
import { kindNames } from '../forms/index.js';
import { SelectField } from '../parts/fields/field.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import { Heading } from '../parts/page/heading.js';
import { Radios } from '../parts/fields/radios.js';
import { useWords } from '../words/context.js';

const route = getRouteApi('/signed-in/to-trinh/moi');

/** Which kind of decision, and where. */
export function ChooseProposal({ kind }: { readonly kind: KindName | null }) {
  const words = useWords();
  const account = useAccount();
  const navigate = useNavigate();
  const { 'don-vi': given = '' } = route.useSearch();
  const [chosen, setChosen] = useState<KindName | ''>(kind ?? '');
  const [unitId, setUnitId] = useState(given);
  const { faults, setFound } = useFaults(null, null);

  const go = () => {
    const { chooseKind, chooseUnit, incomplete } = words.form;
    const fields = [
      ...(chosen ? [] : [{ pointer: '/loai', detail: chooseKind }]),
      ...(unitId ? [] : [{ pointer: '/don-vi', detail: chooseUnit }]),
    ];
    if (fields.length > 0) setFound({ sentence: incomplete, fields });
    else void navigate({ to: '/to-trinh/moi', search: { loai: chosen, 'don-vi': unitId } });
  };

  return (
    <>
      <Heading>{words.form.choose}</Heading>
      <WithFaults faults={faults}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <Radios
            pointer="/loai"
            legend={words.form.kind}
            options={kindNames.map((value) => ({ value, label: words.form.kinds[value] }))}
            value={chosen}
            onChange={setChosen}
          />
          <SelectField
            pointer="/don-vi"
            label={words.form.unit}
            value={unitId}
            onChange={setUnitId}
          >
            <option value="">{words.form.pick}</option>
            {communesOf(account).map((commune) => (
              <UnitOptions key={commune.unitId} commune={commune} />
            ))}
          </SelectField>
          <button type="submit">{words.form.next}</button>
        </form>
      </WithFaults>
    </>
  );
}

/** The commune itself, then its hamlets. */
function UnitOptions({ commune }: { readonly commune: RoleGrant }) {
  const { data } = useQuery(unitQuery(commune.unitId));
  const units = [
    { unitId: commune.unitId, name: commune.unitName ?? commune.label },
    ...(data?.children ?? []),
  ];
  return units.map(({ unitId, name }) => (
    <option key={unitId} value={unitId}>
      {name}
    </option>
  ));
}
