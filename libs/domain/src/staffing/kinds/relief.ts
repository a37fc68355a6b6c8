import { Refusal } from '../../kernel/refusal.js';
import { afterMoves, type Move } from '../moves.js';
import type { DecisionKind } from './kind.js';
import { holdingToEnd, requireOwnTitle } from './rules.js';

/** Thôi giữ chức danh: a holder gives up one title. */
export interface ReliefDetails {
  readonly unitId: string;
  readonly slotId: string;
  readonly personId: string;
}

export const relief: DecisionKind<ReliefDetails> = {
  label: { vi: 'Thôi giữ chức danh', en: 'Relief' },
  plan({ unitId, slotId, personId }, position, { by, day, decisionId }) {
    const held = holdingToEnd(position, slotId, day);
    if (held?.personId !== personId || held.unitId !== unitId)
      throw new Refusal('conflict', 'relieved-holds-the-title', {
        vi: 'Người này không giữ chức danh đó vào ngày hiệu lực.',
        en: 'This person does not hold that title on the effective day.',
      });
    const data = { slotId, personId, unitId, decisionId };
    const moves: Move[] = [{ type: 'HolderRelieved', effectiveOn: day, by, data }];
    requireOwnTitle(afterMoves(position, moves), personId, day);
    return moves;
  },
};
