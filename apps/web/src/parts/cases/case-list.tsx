import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { CaseSummary } from '../../api/contract.js';
import { casesQuery, type CaseList as ListName } from '../../api/queries.js';
import { useWords, type Words } from '../../words/context.js';
import { shownDay } from '../shown/days.js';
import { Due } from './due.js';
import { Loaded } from '../page/loaded.js';
import { StatusTag } from './status-tag.js';
import { Table, type Column } from '../page/table.js';

interface CaseListProps {
  readonly list: ListName;
  readonly caption: string;
  /** Why it is empty, and what would fill it. */
  readonly whenEmpty: string;
}

export function CaseList({ list, caption, whenEmpty }: CaseListProps) {
  const words = useWords();
  const query = useInfiniteQuery(casesQuery(list));
  const columns = list === '/inbox' ? inboxColumns(words) : followedColumns(words);
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const cases = pages.flatMap((page) => page.cases);
        if (cases.length === 0) return <p className="empty">{whenEmpty}</p>;
        return (
          <>
            <Table
              caption={caption}
              columns={columns}
              rows={cases}
              rowKey={(summary) => summary.proposalId}
            />
            {query.hasNextPage ? (
              <button
                type="button"
                className="secondary"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {words.cases.more}
              </button>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

type Columns = readonly Column<CaseSummary>[];

function inboxColumns({ cases }: Words): Columns {
  return [
    ...caseColumns(cases),
    {
      label: cases.step,
      cell: ({ step }) => step?.label ?? <span className="hint">{cases.noStep}</span>,
    },
    { label: cases.due, cell: ({ step }) => <Due on={step?.dueOn ?? null} /> },
  ];
}

function followedColumns({ cases }: Words): Columns {
  return [
    ...caseColumns(cases),
    {
      label: cases.step,
      cell: ({ step }) =>
        step ? `${step.label} – ${step.body.label}` : <span className="hint">{cases.noStep}</span>,
    },
    { label: cases.effect, cell: ({ takesEffectOn }) => shownDay(takesEffectOn) },
  ];
}

function caseColumns(cases: Words['cases']): Columns {
  return [
    {
      label: cases.case,
      cell: ({ proposalId, kindLabel }) => (
        <Link to="/to-trinh/$proposalId" params={{ proposalId }} className="row-link">
          {kindLabel}
        </Link>
      ),
    },
    {
      label: cases.unit,
      cell: ({ unitName, communeName }) =>
        unitName === communeName ? unitName : `${unitName}, ${communeName}`,
    },
    {
      label: cases.status,
      cell: ({ status, statusLabel }) => <StatusTag status={status} label={statusLabel} />,
    },
  ];
}
