import type { Case } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { shownDay } from '../shown/days.js';
import { textOf } from '../../words/unread.js';
import { MovesTable } from './moves-table.js';
import { SummaryList } from '../page/summary-list.js';

/** What is asked for: who would hold what, from when, and why. */
export function CaseRequest({ shown }: { readonly shown: Case }) {
  const words = useWords();
  return (
    <>
      <MovesTable moves={shown.moves} />
      <SummaryList
        items={[
          { term: words.form.effect, value: shownDay(shown.proposedEffectOn) },
          {
            term: words.case.justification,
            value: <span className="written">{textOf(shown.justification, words)}</span>,
          },
        ]}
      />
    </>
  );
}
