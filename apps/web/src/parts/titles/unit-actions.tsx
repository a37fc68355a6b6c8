import { Link } from '@tanstack/react-router';

import type { KindName, TitleMap } from '../../api/contract.js';
import { officerOf, useAccount } from '../../app/account.js';
import { useWords } from '../../words/context.js';

/** What the commune's officer may propose for the unit as a whole. */
export function UnitActions({ map }: { readonly map: TitleMap }) {
  const words = useWords().map;
  const account = useAccount();
  if (officerOf(account, map.communeId) === null || map.rows.length === 0) return null;
  const isHamlet = map.level === 'hamlet';
  const actions: readonly { kind: KindName; label: string }[] = [
    ...(isHamlet ? [{ kind: 'title-consolidation' as const, label: words.consolidate }] : []),
    { kind: 'concurrent-assignment', label: words.concurrentAssignment },
    { kind: 'relief', label: words.relieve },
  ];
  return (
    <p className="buttons">
      {actions.map(({ kind, label }, index) => (
        <Link
          key={kind}
          to="/to-trinh/moi"
          search={{ loai: kind, 'don-vi': map.unitId }}
          className={index === 0 ? 'button' : 'button secondary'}
        >
          {label}
        </Link>
      ))}
    </p>
  );
}
