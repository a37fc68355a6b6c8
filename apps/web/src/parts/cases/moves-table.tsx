import type { CaseMove, NamedPerson } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { Name } from '../shown/name.js';
import { Table } from '../page/table.js';

/** Who holds each title before and after. */
export function MovesTable({ moves }: { readonly moves: readonly CaseMove[] }) {
  const words = useWords();
  if (moves.length === 0) return <p className="empty">{words.case.noMoves}</p>;
  return (
    <Table
      caption={words.case.change}
      rowKey={(move) => `${move.slotId} ${move.to?.personId ?? ''}`}
      rows={moves}
      columns={[
        { label: words.map.title, cell: ({ title }) => title },
        { label: words.case.before, cell: ({ from }) => <HolderName of={from} gone /> },
        { label: words.case.after, cell: ({ to, basis }) => <HolderName of={to} basis={basis} /> },
      ]}
    />
  );
}

interface HolderNameProps {
  readonly of: NamedPerson | null;
  readonly gone?: boolean;
  readonly basis?: CaseMove['basis'];
}

function HolderName({ of, gone = false, basis = null }: HolderNameProps) {
  const { map } = useWords();
  if (of === null) return <span className="vacant">{map.vacant}</span>;
  if (gone)
    return (
      <del>
        <Name of={of.name} />
      </del>
    );
  return (
    <ins>
      <Name of={of.name} />
      {basis === null ? null : ` (${map[basis]})`}
    </ins>
  );
}
