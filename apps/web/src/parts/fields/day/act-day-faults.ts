import type { FieldProblem } from '../../../api/contract.js';
import type { Words } from '../../../words/context.js';
import { shownDay, today } from '../../shown/days.js';
import { dayFaults } from './day-faults.js';
import { isDay } from './typed-day.js';

/** As the rules of the service have it; `latestOn` is the day of the latest act of the case. */
export function actDayFaults(on: string, latestOn: string | null, words: Words): FieldProblem[] {
  const { ahead, tooEarly } = words.late;
  const isEarly = latestOn !== null && isDay(on) && on < latestOn;
  return [
    ...dayFaults('/on', on, words),
    ...(isDay(on) && on > today() ? [{ pointer: '/on', detail: ahead }] : []),
    ...(isEarly ? [{ pointer: '/on', detail: tooEarly(shownDay(latestOn)) }] : []),
  ];
}
