import { mostPartTimeOfficersFrom } from '../figures.js';
import { afterMoves } from '../moves.js';
import type { DecisionKind } from './kind.js';
import { requireHamletCap } from './rules.js';
import { transferTitles, type TransferDetails } from './transfer-of-titles.js';

/**
 * Bố trí kiêm nhiệm: titles of a unit pass to people who already hold another office. A hamlet
 * above its cap may come down step by step, but nobody from outside may bring it above.
 */
export const concurrentAssignment: DecisionKind<TransferDetails> = {
  label: { vi: 'Bố trí kiêm nhiệm', en: 'Concurrent assignment' },
  plan(details, position, context) {
    const { unitId } = details;
    const moves = transferTitles(details, position, context);
    const after = afterMoves(position, moves);
    const heads = (staffing: typeof after) =>
      mostPartTimeOfficersFrom(staffing, unitId, context.day);
    if (heads(after) > heads(position)) requireHamletCap(after, unitId, context);
    return moves;
  },
};
