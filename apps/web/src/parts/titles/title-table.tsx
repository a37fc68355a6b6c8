import { Link } from '@tanstack/react-router';

import type { TitleMap, TitleRow } from '../../api/contract.js';
import { officerOf, useAccount } from '../../app/account.js';
import { useWords, type Words } from '../../words/context.js';
import { shownDay } from '../shown/days.js';
import { Name } from '../shown/name.js';
import { shownCoefficient } from '../shown/numbers.js';
import { Table, type Column } from '../page/table.js';

interface TitleTableProps {
  readonly map: TitleMap;
  readonly isToday: boolean;
}

export function TitleTable({ map, isToday }: TitleTableProps) {
  const words = useWords();
  const account = useAccount();
  if (map.rows.length === 0) return <p className="empty">{words.map.noTitles}</p>;
  const mayPropose = isToday && officerOf(account, map.communeId) !== null;
  const hasVacancy = map.rows.some(({ holder }) => holder === null);
  const columns = [
    ...titleColumns(words),
    ...(mayPropose && hasVacancy ? [appointColumn(map.unitId, words)] : []),
  ];
  return (
    <Table
      caption={words.map.titles}
      columns={columns}
      rows={map.rows}
      rowKey={({ slotId }) => slotId}
    />
  );
}

function titleColumns({ map }: Words): readonly Column<TitleRow>[] {
  return [
    { label: map.title, cell: ({ title }) => title },
    {
      label: map.holder,
      cell: ({ holder }) =>
        holder === null ? (
          <strong className="vacant">{map.vacant}</strong>
        ) : (
          <>
            <Name of={holder.name} />
            {holder.official ? <span className="note">{map.official}</span> : null}
          </>
        ),
    },
    { label: map.basis, cell: ({ holder }) => (holder === null ? '–' : map[holder.basis]) },
    { label: map.since, cell: ({ holder }) => (holder === null ? '–' : shownDay(holder.since)) },
    {
      label: map.coefficient,
      numeric: true,
      cell: ({ coefficient }) => shownCoefficient(coefficient),
    },
  ];
}

function appointColumn(unitId: string, { map }: Words): Column<TitleRow> {
  return {
    label: map.act,
    cell: ({ holder, slotId, title }) =>
      holder !== null ? null : (
        <Link
          to="/to-trinh/moi"
          search={{ loai: 'appointment', 'don-vi': unitId, suat: slotId }}
          className="button secondary"
        >
          {map.appoint}
          <span className="unseen"> {title}</span>
        </Link>
      ),
  };
}
