import type { PlainDate } from '../kernel/plain-date.js';
import type { PolicyContent } from '../policy/content.js';
import { allowancesOn } from './allowance.js';
import {
  holdingsFrom,
  holdingsOn,
  inUnit,
  partTimeOfficersOn,
  slotsOn,
  type StaffingPosition,
} from './position.js';

/** What people ask of a staffing position on a day. Money in đồng a month. */
export interface StaffingFigures {
  readonly slots: number;
  readonly vacancies: number;
  readonly partTimeOfficers: number;
  readonly concurrentHoldings: number;
  readonly allowance: number;
}

/** `baseSalary` overrides that of the day: a saving compares two days at one base salary. */
export function figuresOn(
  position: StaffingPosition,
  rules: PolicyContent,
  day: PlainDate,
  baseSalary?: number,
): StaffingFigures {
  const slots = slotsOn(position, day);
  const holdings = holdingsOn(position, day);
  const filled = new Set(holdings.map((holding) => holding.slotId));
  const allowances = allowancesOn(position, rules, day, baseSalary);
  return {
    slots: slots.length,
    vacancies: slots.filter((slot) => !filled.has(slot.slotId)).length,
    partTimeOfficers: partTimeOfficersOn(position, day).size,
    concurrentHoldings: holdings.filter((holding) => holding.basis === 'concurrent').length,
    allowance: [...allowances.values()].reduce((sum, amount) => sum + amount, 0),
  };
}

/** Units with a slot or a holder on the day, in code order. */
export function unitsOn(position: StaffingPosition, day: PlainDate): string[] {
  const units = [...slotsOn(position, day), ...holdingsOn(position, day)].map((row) => row.unitId);
  return [...new Set(units)].sort();
}

export function partTimeOfficersIn(
  position: StaffingPosition,
  unitId: string,
  day: PlainDate,
): number {
  return partTimeOfficersOn(inUnit(position, unitId), day).size;
}

/** The most part-time officers the unit has on the day or on any later one. */
export function mostPartTimeOfficersFrom(
  position: StaffingPosition,
  unitId: string,
  day: PlainDate,
): number {
  const unit = inUnit(position, unitId);
  const changes = holdingsFrom(unit, day).map(({ from }) => (from > day ? from : day));
  const counts = [...new Set(changes)].map((from) => partTimeOfficersOn(unit, from).size);
  return Math.max(0, ...counts);
}
