import { Refusal } from '../../kernel/refusal.js';
import { afterMoves, type Move } from '../moves.js';
import { holdingsFrom, type StaffingPosition } from '../position.js';
import type { DecisionKind, PlanContext } from './kind.js';
import { requireHamletCap, requireSlot, requireVacantFrom } from './rules.js';

/** Bổ nhiệm, bố trí: a person who holds no title yet takes a vacant one. */
export interface AppointmentDetails {
  readonly unitId: string;
  readonly slotId: string;
  readonly personId: string;
}

export const appointment: DecisionKind<AppointmentDetails> = {
  label: { vi: 'Bố trí vào chức danh', en: 'Appointment' },
  plan({ unitId, slotId, personId }, position, context) {
    const { by, day, decisionId } = context;
    requireSlot(position, slotId, unitId, day);
    requireVacantFrom(position, slotId, day);
    requireHoldsNothing(position, personId, day);
    const data = { slotId, personId, unitId, decisionId };
    const moves: Move[] = [{ type: 'HolderAppointed', effectiveOn: day, by, data }];
    requireHamletCap(afterMoves(position, moves), unitId, context);
    return moves;
  },
};

/** A holder without a slot (dôi dư) holds no title: an appointment is what ends the surplus. */
function requireHoldsNothing(
  position: StaffingPosition,
  personId: string,
  day: PlanContext['day'],
): void {
  if (position.officials.has(personId))
    throw new Refusal('conflict', 'appointee-no-official', {
      vi: 'Người này là cán bộ, công chức: hãy lập tờ trình bố trí kiêm nhiệm.',
      en: 'This person is a cadre or civil servant: propose a concurrent assignment.',
    });
  const held = holdingsFrom(position, day).some(
    (holding) => holding.personId === personId && holding.slotId !== null,
  );
  if (held)
    throw new Refusal('conflict', 'appointee-holds-nothing', {
      vi: 'Người này giữ chức danh khác vào ngày hiệu lực hoặc sau đó: hãy bố trí kiêm nhiệm.',
      en: 'This person holds another title then or later: propose a concurrent assignment.',
    });
}
