import { addDays, isPlainDate, type Instant } from './plain-date.js';

const HOUR_AND_MINUTE = '([01]\\d|2[0-3]):([0-5]\\d)';
const ISO_8601 = new RegExp(
  `^(\\d{4}-\\d{2}-\\d{2})T${HOUR_AND_MINUTE}(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?` +
    `(?:Z|([+-])${HOUR_AND_MINUTE})$`,
);
const MINUTES_A_DAY = 1_440;

/** A moment written in ISO 8601, with `Z` or an offset from UTC; `null` for what is none. */
export function instantIn(text: string): Instant | null {
  const parts = ISO_8601.exec(text);
  const [, day = '', hour, minute, second = '00', fraction = '', sign, aheadHours, ahead] =
    parts ?? [];
  if (!isPlainDate(day)) return null;
  const offset = minutesOf(aheadHours, ahead) * (sign === '-' ? -1 : 1);
  const minutes = minutesOf(hour, minute) - offset;
  const days = Math.floor(minutes / MINUTES_A_DAY);
  const inDay = minutes - days * MINUTES_A_DAY;
  const clock = `${digits(Math.floor(inDay / 60))}:${digits(inDay % 60)}`;
  const ms = fraction.slice(0, 3).padEnd(3, '0');
  return `${addDays(day, days)}T${clock}:${second}.${ms}Z` as Instant;
}

function minutesOf(hours = '0', minutes = '0'): number {
  return Number(hours) * 60 + Number(minutes);
}

function digits(value: number): string {
  return String(value).padStart(2, '0');
}
