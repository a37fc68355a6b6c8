import type { ReactNode } from 'react';

export interface SummaryItem {
  readonly term: string;
  readonly value: ReactNode;
  readonly action?: ReactNode;
}

export function SummaryList({ items }: { readonly items: readonly SummaryItem[] }) {
  return (
    <dl className="summary">
      {items.map(({ term, value, action }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {action ? <dd className="action">{action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
