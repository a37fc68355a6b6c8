import { Refusal } from '../../kernel/refusal.js';
import type { Move } from '../moves.js';
import { inForce, type StaffingPosition } from '../position.js';
import type { PlanContext } from './kind.js';
import { requireSlot } from './rules.js';

/** Titles of one unit that pass to people who hold them concurrently from then on. */
export interface TransferDetails {
  readonly unitId: string;
  readonly assignments: readonly { readonly slotId: string; readonly personId: string }[];
}

/**
 * Each title passes to its taker; its former holder is relieved of it. A taker must already hold a
 * title of their own that is not passing on, or be a cadre or civil servant: otherwise "concurrent"
 * would have nothing to be concurrent with.
 */
export function transferTitles(
  { unitId, assignments }: TransferDetails,
  position: StaffingPosition,
  { by, day, decisionId }: PlanContext,
): Move[] {
  requireEachTitleOnce(assignments);
  const passing = new Set(assignments.map(({ slotId }) => slotId));
  return assignments.flatMap(({ slotId, personId }) => {
    requireSlot(position, slotId, unitId, day);
    requireOwnTitle(position, personId, passing, day);
    const holder = holderToRelieve(position, slotId, day);
    const moved = { slotId, unitId, decisionId };
    return [
      ...(holder === null
        ? []
        : [
            {
              type: 'HolderRelieved',
              effectiveOn: day,
              by,
              data: { ...moved, personId: holder },
            } as const,
          ]),
      {
        type: 'ConcurrentTitleAssigned',
        effectiveOn: day,
        by,
        data: { ...moved, personId },
      } as const,
    ];
  });
}

function requireEachTitleOnce(assignments: TransferDetails['assignments']): void {
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

function requireOwnTitle(
  position: StaffingPosition,
  personId: string,
  passing: ReadonlySet<string>,
  day: TransferDay,
): void {
  if (position.officials.has(personId)) return;
  const own = position.holdings.some(
    (holding) =>
      holding.personId === personId &&
      holding.basis === 'principal' &&
      inForce(holding, day) &&
      !passing.has(holding.slotId ?? ''),
  );
  if (!own)
    throw new Refusal('conflict', 'taker-has-own-title', {
      vi: 'Người kiêm nhiệm phải đang giữ một chức danh của mình, hoặc là cán bộ, công chức.',
      en: 'Whoever holds a title concurrently must keep one of their own, or be an official.',
    });
}

/** Who holds the slot on the day; a holding that begins later makes the move impossible. */
function holderToRelieve(
  position: StaffingPosition,
  slotId: string,
  day: TransferDay,
): string | null {
  const ahead = position.holdings.filter(
    (holding) => holding.slotId === slotId && (holding.to === null || holding.to > day),
  );
  if (ahead.some((holding) => holding.from > day || holding.to !== null))
    throw new Refusal('conflict', 'later-move-recorded', {
      vi: 'Chức danh này đã có thay đổi được ghi nhận sau ngày hiệu lực.',
      en: 'A change of this title after the effective day is already on record.',
    });
  return ahead[0]?.personId ?? null;
}

type TransferDay = PlanContext['day'];
