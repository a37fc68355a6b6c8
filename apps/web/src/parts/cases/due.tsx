import { useWords } from '../../words/context.js';
import { daysBetween, shownDay, today } from '../shown/days.js';

/** A due date and how far off it is, in calendar days. */
export function Due({ on }: { readonly on: string | null }) {
  const words = useWords();
  if (on === null) return <span className="hint">{words.cases.noDue}</span>;
  const left = daysBetween(today(), on);
  return (
    <span className={left < 0 ? 'due over' : 'due'}>
      <time dateTime={on}>{shownDay(on)}</time>{' '}
      <span className="distance">({distance(left, words.due)})</span>
    </span>
  );
}

function distance(left: number, words: ReturnType<typeof useWords>['due']): string {
  if (left === 0) return words.today;
  return left > 0 ? words.left(left) : words.over(-left);
}
