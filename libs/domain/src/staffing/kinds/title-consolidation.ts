import { Refusal } from '../../kernel/refusal.js';
import { afterMoves } from '../moves.js';
import type { DecisionKind } from './kind.js';
import { requireHamletCap } from './rules.js';
import { transferTitles, type TransferDetails } from './transfer-of-titles.js';

/** Hợp nhất chức danh: the titles of a hamlet are dealt anew over fewer people, within its cap. */
export const titleConsolidation: DecisionKind<TransferDetails> = {
  label: { vi: 'Hợp nhất chức danh', en: 'Consolidation of titles' },
  plan(details, position, context) {
    const { unitId } = details;
    if (unitId === context.communeId)
      throw new Refusal('invalid', 'consolidation-in-hamlet', {
        vi: 'Hợp nhất chức danh chỉ áp dụng ở thôn; ở cấp xã hãy bố trí kiêm nhiệm.',
        en: 'Titles are consolidated in a hamlet; in the commune assign them concurrently.',
      });
    const moves = transferTitles(details, position, context);
    requireHamletCap(afterMoves(position, moves), unitId, context);
    return moves;
  },
};
