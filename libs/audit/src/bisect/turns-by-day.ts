import { setImmediate } from 'node:timers/promises';

import type { PlainDate, StaffingFigures } from '#libs/domain';

import { holds } from './condition.js';
import { foundEvent, type Happening } from './happenings.js';
import type { BisectRequest } from './request.js';
import type { Steps } from './steps.js';
import { Turns } from './turns.js';

/** The legal days on which the condition comes to hold, by all that is on record. */
export async function turnsByDay(
  steps: Steps,
  happenings: readonly Happening[],
  { when, asOf }: BisectRequest,
): Promise<Turns['ends']> {
  const turns = new Turns();
  for (const happening of happenings) steps.take(happening);
  let before: StaffingFigures | null = null;
  for (const day of daysOfChange(steps, happenings)) {
    if (asOf !== null && day > asOf) break;
    const figures = steps.figuresOn(day);
    if (figures && turns.isTurn(holds(when, figures))) {
      const thatDay = happenings.filter(({ events }) =>
        events.some(({ effectiveOn }) => effectiveOn === day),
      );
      turns.add({ asOf: day, figures, before, events: thatDay.map(foundEvent) });
    }
    before = figures;
    await setImmediate(); // whoever else waits for this process has a turn
  }
  return turns.ends;
}

/** Every day on which figures can differ from those of the day before. */
function daysOfChange(
  { state, policies }: Steps,
  happenings: readonly Happening[],
): readonly PlainDate[] {
  const days = new Set<PlainDate>();
  for (const { events } of happenings) for (const { effectiveOn } of events) days.add(effectiveOn);
  for (const { from, to } of [...state.slots, ...state.holdings]) {
    days.add(from);
    if (to !== null) days.add(to);
  }
  for (const { from, content } of policies.flat()) {
    days.add(from);
    for (const step of content.baseSalary) days.add(step.from);
  }
  return [...days].sort();
}
