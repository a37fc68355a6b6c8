import { Refusal } from '../../kernel/refusal.js';
import { moveHolder } from '../moves.js';
import { inUnit, partTimeOfficersOn } from '../position.js';
import type { DecisionKind } from './kind.js';
import { transferTitles, type TransferDetails } from './transfer-of-titles.js';

/** Hợp nhất chức danh: the titles of a hamlet are dealt anew over fewer people, within its cap. */
export const titleConsolidation: DecisionKind<TransferDetails> = {
  label: { vi: 'Hợp nhất chức danh', en: 'Consolidation of titles' },
  plan(details, position, context) {
    const { unitId } = details;
    const { communeId, day, rules } = context;
    if (unitId === communeId)
      throw new Refusal('invalid', 'consolidation-in-hamlet', {
        vi: 'Hợp nhất chức danh chỉ áp dụng ở thôn; ở cấp xã hãy bố trí kiêm nhiệm.',
        en: 'Titles are consolidated in a hamlet; in the commune assign them concurrently.',
      });
    const moves = transferTitles(details, position, context);
    const after = { ...position, holdings: moves.reduce(moveHolder, position.holdings) };
    const heads = partTimeOfficersOn(inUnit(after, unitId), day).size;
    if (heads > rules.hamletPartTimeMax)
      throw new Refusal('conflict', 'hamlet-cap', {
        vi: `Sau hợp nhất thôn còn ${heads} người hoạt động không chuyên trách, tối đa ${rules.hamletPartTimeMax}.`,
        en: `The hamlet would keep ${heads} part-time officers of at most ${rules.hamletPartTimeMax}.`,
      });
    return moves;
  },
};
