import type { PlainDate } from '../kernel/plain-date.js';

/** Half-open in days: from `from` until the day before `to`; `null` is open-ended. */
export interface Interval {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/** Suất chức danh: one title in one unit. Titles stay when heads go. */
export interface Slot extends Interval {
  readonly slotId: string;
  readonly titleId: string;
  readonly unitId: string;
}

/** Principal: the title a person was appointed to. Concurrent: one more beside it (kiêm nhiệm). */
export type Basis = 'principal' | 'concurrent';

export interface Holding extends Interval {
  readonly personId: string;
  /** `null`: a holder without a slot (dôi dư), still counted in the unit. */
  readonly slotId: string | null;
  readonly unitId: string;
  readonly basis: Basis;
}

/** Who holds what in a commune and its hamlets, over all days. */
export interface StaffingPosition {
  readonly slots: readonly Slot[];
  readonly holdings: readonly Holding[];
  /** Cadres and civil servants: they may hold part-time titles but are not part-time officers. */
  readonly officials: ReadonlySet<string>;
}

export function inForce({ from, to }: Interval, day: PlainDate): boolean {
  return from <= day && (to === null || day < to);
}

export function slotsOn({ slots }: StaffingPosition, day: PlainDate): Slot[] {
  return slots.filter((slot) => inForce(slot, day));
}

export function holdingsOn({ holdings }: StaffingPosition, day: PlainDate): Holding[] {
  return holdings.filter((holding) => inForce(holding, day));
}

/** Holdings in force on the day or on any later one. */
export function holdingsFrom({ holdings }: StaffingPosition, day: PlainDate): Holding[] {
  return holdings.filter(({ to }) => to === null || to > day);
}

/** Người hoạt động không chuyên trách: each counts once, however many titles they hold. */
export function partTimeOfficersOn(position: StaffingPosition, day: PlainDate): Set<string> {
  return new Set(
    holdingsOn(position, day)
      .map((holding) => holding.personId)
      .filter((personId) => !position.officials.has(personId)),
  );
}

/** The part of a position that lies in one unit. */
export function inUnit(position: StaffingPosition, unitId: string): StaffingPosition {
  return {
    slots: position.slots.filter((slot) => slot.unitId === unitId),
    holdings: position.holdings.filter((holding) => holding.unitId === unitId),
    officials: position.officials,
  };
}
