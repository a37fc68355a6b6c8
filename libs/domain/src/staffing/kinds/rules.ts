import type { PlainDate } from '../../kernel/plain-date.js';
import { Refusal } from '../../kernel/refusal.js';
import { mostPartTimeOfficersFrom } from '../figures.js';
import {
  holdingsFrom,
  inForce,
  slotsOn,
  type Holding,
  type StaffingPosition,
} from '../position.js';
import type { PlanContext } from './kind.js';

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
  if (holdingsFrom(position, day).some((holding) => holding.slotId === slotId))
    throw new Refusal('conflict', 'one-holder-per-slot', {
      vi: 'Chức danh này đã có người giữ vào ngày hiệu lực hoặc sau đó.',
      en: 'Somebody holds this title on the effective day or after it.',
    });
}

/** The holding of a slot that a decision may end: one that ends or begins later forbids it. */
export function holdingToEnd(
  position: StaffingPosition,
  slotId: string,
  day: PlainDate,
): Holding | null {
  const ahead = holdingsFrom(position, day).filter((holding) => holding.slotId === slotId);
  if (ahead.some((holding) => holding.from > day || holding.to !== null))
    throw new Refusal('conflict', 'later-move-recorded', {
      vi: 'Chức danh này đã có thay đổi được ghi nhận sau ngày hiệu lực.',
      en: 'A change of this title after the effective day is already on record.',
    });
  return ahead[0] ?? null;
}

/** Kiêm nhiệm is one more title beside one's own, or beside the office of an official. */
export function requireOwnTitle(
  position: StaffingPosition,
  personId: string,
  day: PlainDate,
): void {
  const titles = holdingsFrom(position, day).filter(
    (holding) => holding.personId === personId && holding.slotId !== null,
  );
  const keepsOne = titles.some(
    (holding) => holding.basis === 'principal' && holding.to === null && inForce(holding, day),
  );
  if (titles.length > 0 && !keepsOne && !position.officials.has(personId))
    throw new Refusal('conflict', 'own-title-kept', {
      vi: 'Người kiêm nhiệm phải giữ một chức danh của mình, hoặc là cán bộ, công chức.',
      en: 'Whoever holds a title concurrently must keep one of their own, or be an official.',
    });
}

/** Checked on the effective day and on every later day that is already on record. */
export function requireHamletCap(
  after: StaffingPosition,
  unitId: string,
  { communeId, day, rules }: PlanContext,
): void {
  const heads = mostPartTimeOfficersFrom(after, unitId, day);
  const max = rules.hamletPartTimeMax;
  if (unitId !== communeId && heads > max)
    throw new Refusal('conflict', 'hamlet-cap', {
      vi: `Thôn sẽ có ${heads} người hoạt động không chuyên trách, tối đa ${max}.`,
      en: `The hamlet would have ${heads} part-time officers of at most ${max}.`,
    });
}
