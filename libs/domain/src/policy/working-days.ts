import { addDays, weekday, type PlainDate } from '../kernel/plain-date.js';
import type { WorkingCalendar } from './content.js';

/**
 * The day that is `count` working days after `start` (the start is not counted).
 * `null` when the calendar does not know the days in between: a wrong deadline is worse than none.
 */
export function workingDayAfter(
  start: PlainDate,
  count: number,
  calendar: WorkingCalendar,
): PlainDate | null {
  let day = start;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (day < calendar.from || day > calendar.to) return null;
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

function isWorkingDay(day: PlainDate, calendar: WorkingCalendar): boolean {
  const dayOfWeek = weekday(day);
  return dayOfWeek !== 0 && dayOfWeek !== 6 && !calendar.holidays.includes(day);
}
