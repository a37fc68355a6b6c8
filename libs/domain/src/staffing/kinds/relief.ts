import { Refusal } from '../../kernel/refusal.js';
import { holdingsOn } from '../position.js';
import type { DecisionKind } from './kind.js';

/** Thôi giữ chức danh: a holder gives up one title. */
export interface ReliefDetails {
  readonly unitId: string;
  readonly slotId: string;
  readonly personId: string;
}

export const relief: DecisionKind<ReliefDetails> = {
  label: { vi: 'Thôi giữ chức danh', en: 'Relief' },
  plan({ unitId, slotId, personId }, position, { by, day, decisionId }) {
    const held = holdingsOn(position, day).some(
      (holding) =>
        holding.slotId === slotId && holding.personId === personId && holding.unitId === unitId,
    );
    if (!held)
      throw new Refusal('conflict', 'relieved-holds-the-title', {
        vi: 'Người này không giữ chức danh đó vào ngày hiệu lực.',
        en: 'This person does not hold that title on the effective day.',
      });
    return [
      {
        type: 'HolderRelieved',
        effectiveOn: day,
        by,
        data: { slotId, personId, unitId, decisionId },
      },
    ];
  },
};
