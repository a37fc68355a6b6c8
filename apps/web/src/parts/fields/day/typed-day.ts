import { shownDay } from '../../shown/days.js';

/** Why what was typed is no day, and what the sentence about it names. */
export interface DayFault {
  readonly kind: 'unreadable' | 'year-not-full' | 'no-such-month' | 'no-such-day';
  readonly named: string;
}

const PATTERNS = [
  /^(?<day>\d{1,2})\s*[/.\-\s]\s*(?<month>\d{1,2})\s*[/.\-\s]\s*(?<year>\d+)$/,
  /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/,
  // As the service writes it, which cannot be mistaken for another order.
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/,
];
const FULL_YEAR = /^[1-9]\d{3}$/;

/** Reads a day written day first, in any of the usual ways: yyyy-MM-dd, or why it is none. */
export function readDay(typed: string): string | DayFault {
  const text = typed.trim();
  const groups = PATTERNS.map((pattern) => pattern.exec(text)?.groups).find(Boolean);
  const { year = '', month = '', day = '' } = groups ?? {};
  if (!groups) return { kind: 'unreadable', named: text };
  if (!FULL_YEAR.test(year)) return { kind: 'year-not-full', named: year };
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (Number(month) < 1 || Number(month) > 12) return { kind: 'no-such-month', named: month };
  return isInCalendar(read) ? read : { kind: 'no-such-day', named: shownDay(read) };
}

/** What a form holds: yyyy-MM-dd, or the text itself where it cannot be read as a day. */
export function heldDay(typed: string): string {
  const read = readDay(typed);
  return typeof read === 'string' ? read : typed.trim();
}

export function isDay(held: string): boolean {
  return readDay(held) === held;
}

/** What stands in the field for what the form holds. */
export function fieldText(held: string): string {
  return isDay(held) ? shownDay(held) : held;
}

function isInCalendar(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
