import { Refusal } from '../../kernel/refusal.js';
import { afterMoves, type Move } from '../moves.js';
import type { StaffingPosition } from '../position.js';
import type { PlanContext } from './kind.js';
import { holdingToEnd, requireOwnTitle, requireSlot } from './rules.js';

/** Titles of one unit that pass to people who hold them concurrently from then on. */
export interface TransferDetails {
  readonly unitId: string;
  readonly assignments: readonly Assignment[];
}

interface Assignment {
  readonly slotId: string;
  readonly personId: string;
}

/**
 * Each title passes to its taker; its former holder is relieved of it. When all have passed, nobody
 * who gave or took one may be left with concurrent titles alone.
 */
export function transferTitles(
  { unitId, assignments }: TransferDetails,
  position: StaffingPosition,
  context: PlanContext,
): Move[] {
  requireEachTitleOnce(assignments);
  const moves = assignments.flatMap((assignment) => pass(assignment, unitId, position, context));
  const after = afterMoves(position, moves);
  for (const { data } of moves) requireOwnTitle(after, data.personId, context.day);
  return moves;
}

function pass(
  { slotId, personId }: Assignment,
  unitId: string,
  position: StaffingPosition,
  { by, day: effectiveOn, decisionId }: PlanContext,
): Move[] {
  requireSlot(position, slotId, unitId, effectiveOn);
  const holder = holdingToEnd(position, slotId, effectiveOn)?.personId;
  if (holder === personId)
    throw new Refusal('conflict', 'title-changes-hands', {
      vi: `Người này đang giữ chính chức danh ${slotId}.`,
      en: `This person already holds the title ${slotId}.`,
    });
  const moved = { slotId, unitId, decisionId };
  const taken = { ...moved, personId };
  const assigned: Move = { type: 'ConcurrentTitleAssigned', effectiveOn, by, data: taken };
  if (holder === undefined) return [assigned];
  const given = { ...moved, personId: holder };
  return [{ type: 'HolderRelieved', effectiveOn, by, data: given }, assigned];
}

function requireEachTitleOnce(assignments: readonly Assignment[]): void {
  if (assignments.length === 0)
    throw new Refusal('invalid', 'titles-chosen', {
      vi: 'Hãy chọn ít nhất một chức danh để bố trí kiêm nhiệm.',
      en: 'Choose at least one title to be held concurrently.',
    });
  if (new Set(assignments.map(({ slotId }) => slotId)).size !== assignments.length)
    throw new Refusal('invalid', 'each-title-once', {
      vi: 'Một chức danh chỉ được giao cho một người.',
      en: 'A title can pass to one person only.',
    });
}
