import type { PlainDate } from '../kernel/plain-date.js';
import { invariant } from '../kernel/refusal.js';
import type { PolicyContent } from '../policy/content.js';
import { holdingsOn, slotsOn, type StaffingPosition } from './position.js';

/** Coefficients are in hundredths and shares in percent, so their product is in ten-thousandths. */
const COEFFICIENT_UNIT = 10_000;

/** Monthly base salary (lương cơ sở) in đồng on a day. */
export function baseSalaryOn({ baseSalary }: PolicyContent, day: PlainDate): number {
  const step = baseSalary.findLast(({ from }) => from <= day);
  invariant(step, `No base salary is known on ${day}.`);
  return step.amount;
}

/**
 * The monthly allowance of every holder on a day, in đồng: the coefficient of the title held
 * principally in full, of each title held concurrently at the share its level pays. Coefficients
 * are summed per person and rounded to the đồng once: the total is the same however it is grouped.
 */
export function allowancesOn(
  position: StaffingPosition,
  rules: PolicyContent,
  day: PlainDate,
  baseSalary = baseSalaryOn(rules, day),
): Map<string, number> {
  const titleOf = new Map(slotsOn(position, day).map((slot) => [slot.slotId, slot.titleId]));
  const coefficients = new Map<string, number>();
  for (const { personId, slotId, basis } of holdingsOn(position, day)) {
    const title = slotId === null ? undefined : rules.titles[titleOf.get(slotId) ?? ''];
    const share = title && basis === 'concurrent' ? rules.concurrencyPercent[title.level] : 100;
    const earned = (title?.coefficient ?? 0) * share;
    coefficients.set(personId, (coefficients.get(personId) ?? 0) + earned);
  }
  return new Map(
    [...coefficients].map(([personId, sum]) => [
      personId,
      Math.round((sum * baseSalary) / COEFFICIENT_UNIT),
    ]),
  );
}
