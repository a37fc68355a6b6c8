import type { EventOf } from '../kernel/decider.js';
import type { PlainDate } from '../kernel/plain-date.js';
import type { Basis, Holding, StaffingPosition } from './position.js';

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

/** The staffing position once all of them have happened. */
export function afterMoves(position: StaffingPosition, moves: readonly Move[]): StaffingPosition {
  return {
    ...position,
    holdings: moves.reduce<readonly Holding[]>(moveHolder, position.holdings),
  };
}

/** The holdings after a move. */
export function moveHolder(holdings: readonly Holding[], move: Move): Holding[] {
  return [...holdings.map((holding) => changedBy(move, holding)), ...begun(move)];
}

/** The holding that begins with a move, if one does. */
export function begun(move: Move): readonly Holding[] {
  switch (move.type) {
    case 'HolderAppointed':
      return [begin(move, 'principal')];
    case 'ConcurrentTitleAssigned':
      return [begin(move, 'concurrent')];
    case 'HolderRelieved':
      return [];
  }
}

/** What a move makes of a holding that was there before: the same one, where it leaves it alone. */
export function changedBy(move: Move, holding: Holding): Holding {
  switch (move.type) {
    case 'HolderAppointed':
      return endSurplus(holding, move);
    case 'ConcurrentTitleAssigned':
      return holding;
    case 'HolderRelieved':
      return ends(holding, move) ? end(holding, move) : holding;
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

/** Whoever gets a slot is surplus (dôi dư) no more. */
function endSurplus(holding: Holding, move: Move): Holding {
  const { personId, slotId, from, to } = holding;
  const day = move.effectiveOn;
  const surplus = slotId === null && personId === move.data.personId;
  return surplus && from <= day && (to === null || to > day) ? end(holding, move) : holding;
}

function end(holding: Holding, { effectiveOn }: { effectiveOn: PlainDate }): Holding {
  return { ...holding, to: effectiveOn };
}
