import type { EventOf } from '../kernel/decider.js';
import type { PlainDate } from '../kernel/plain-date.js';
import type { Basis, Holding } from './position.js';

interface Moved {
  readonly slotId: string;
  readonly personId: string;
  readonly unitId: string;
  /** The decision that moved the holder, or `null` in an opening position. */
  readonly decisionId: string | null;
}

/** What happens to a holder of a title. */
export type Move =
  | EventOf<'HolderAppointed', Moved>
  | EventOf<'ConcurrentTitleAssigned', Moved>
  | EventOf<'HolderRelieved', Moved>;

/** The holdings after a move. */
export function moveHolder(holdings: readonly Holding[], move: Move): readonly Holding[] {
  switch (move.type) {
    case 'HolderAppointed':
      return [...holdings, begin(move, 'principal')];
    case 'ConcurrentTitleAssigned':
      return [...holdings, begin(move, 'concurrent')];
    case 'HolderRelieved':
      return holdings.map((holding) => (ends(holding, move) ? end(holding, move) : holding));
  }
}

function begin({ data, effectiveOn }: Move, basis: Basis): Holding {
  const { personId, slotId, unitId } = data;
  return { personId, slotId, unitId, basis, from: effectiveOn, to: null };
}

function ends(holding: Holding, { data }: Move): boolean {
  return (
    holding.to === null && holding.slotId === data.slotId && holding.personId === data.personId
  );
}

function end(holding: Holding, { effectiveOn }: { effectiveOn: PlainDate }): Holding {
  return { ...holding, to: effectiveOn };
}
