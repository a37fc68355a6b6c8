import type { PlainDate } from '../../kernel/plain-date.js';
import { Refusal } from '../../kernel/refusal.js';
import { slotsOn, type StaffingPosition } from '../position.js';

export function requireSlot(
  position: StaffingPosition,
  slotId: string,
  unitId: string,
  day: PlainDate,
): void {
  if (!slotsOn(position, day).some((slot) => slot.slotId === slotId && slot.unitId === unitId))
    throw new Refusal('conflict', 'slot-in-unit', {
      vi: `Đơn vị không có suất chức danh ${slotId} vào ngày hiệu lực.`,
      en: `The unit has no slot ${slotId} on the effective day.`,
    });
}

/** One holder a slot on every day from here on, also where a later paper was entered first. */
export function requireVacantFrom(
  position: StaffingPosition,
  slotId: string,
  day: PlainDate,
): void {
  const taken = position.holdings.some(
    (holding) => holding.slotId === slotId && (holding.to === null || holding.to > day),
  );
  if (taken)
    throw new Refusal('conflict', 'one-holder-per-slot', {
      vi: 'Chức danh này đã có người giữ vào ngày hiệu lực hoặc sau đó.',
      en: 'Somebody holds this title on the effective day or after it.',
    });
}
