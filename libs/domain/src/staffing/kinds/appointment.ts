import { Refusal } from '../../kernel/refusal.js';
import { partTimeOfficersIn } from '../figures.js';
import { holdingsOn } from '../position.js';
import type { DecisionKind } from './kind.js';
import { requireSlot, requireVacantFrom } from './rules.js';

/** Bổ nhiệm, bố trí: a person who holds nothing yet takes a vacant title. */
export interface AppointmentDetails {
  readonly unitId: string;
  readonly slotId: string;
  readonly personId: string;
}

export const appointment: DecisionKind<AppointmentDetails> = {
  label: { vi: 'Bố trí vào chức danh', en: 'Appointment' },
  plan({ unitId, slotId, personId }, position, { by, day, decisionId, communeId, rules }) {
    requireSlot(position, slotId, unitId, day);
    requireVacantFrom(position, slotId, day);
    if (holdingsOn(position, day).some((holding) => holding.personId === personId))
      throw new Refusal('conflict', 'appointee-holds-nothing', {
        vi: 'Người này đang giữ chức danh khác: hãy lập tờ trình bố trí kiêm nhiệm.',
        en: 'This person already holds a title: propose a concurrent assignment.',
      });
    const heads = partTimeOfficersIn(position, unitId, day);
    if (unitId !== communeId && heads + 1 > rules.hamletPartTimeMax)
      throw new Refusal('conflict', 'hamlet-cap', {
        vi: `Thôn đã có ${heads} người hoạt động không chuyên trách, tối đa ${rules.hamletPartTimeMax}.`,
        en: `The hamlet already has ${heads} part-time officers of at most ${rules.hamletPartTimeMax}.`,
      });
    return [
      {
        type: 'HolderAppointed',
        effectiveOn: day,
        by,
        data: { slotId, personId, unitId, decisionId },
      },
    ];
  },
};
