import { Link } from '@tanstack/react-router';

import type { HamletFigures } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { shownMoney, shownNumber } from '../shown/numbers.js';
import { Table } from '../page/table.js';

interface HamletTableProps {
  readonly hamlets: readonly HamletFigures[];
  readonly asOf: string | undefined;
}

export function HamletTable({ hamlets, asOf }: HamletTableProps) {
  const { map } = useWords();
  if (hamlets.length === 0) return <p className="empty">{map.noUnits}</p>;
  const search = asOf === undefined ? {} : { tai: asOf };
  return (
    <Table
      caption={map.hamlets}
      rows={hamlets}
      rowKey={({ unitId }) => unitId}
      columns={[
        {
          label: map.hamlet,
          cell: ({ unitId, name }) => (
            <Link to="/don-vi/$unitId" params={{ unitId }} search={search} className="row-link">
              {name}
            </Link>
          ),
        },
        { label: map.slots, numeric: true, cell: ({ slots }) => shownNumber(slots) },
        { label: map.vacancies, numeric: true, cell: ({ vacancies }) => shownNumber(vacancies) },
        {
          label: map.heads,
          numeric: true,
          cell: ({ partTimeOfficers }) => shownNumber(partTimeOfficers),
        },
        { label: map.allowance, numeric: true, cell: ({ allowance }) => shownMoney(allowance) },
      ]}
    />
  );
}
