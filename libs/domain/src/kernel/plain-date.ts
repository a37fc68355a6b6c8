/** A calendar day without time or zone, written yyyy-MM-dd; such strings sort as the days do. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

/** A moment in UTC to the millisecond, in ISO 8601 with `Z`; such strings sort as moments do. */
export type Instant = string & { readonly __instant: unique symbol };

const DAYS_BEFORE_EPOCH = 719_468;
const DAYS_IN_ERA = 146_097;

/** Reads a day; throws RangeError when the text is not a day that exists. */
export function plainDate(text: string): PlainDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match || fromDayNumber(dayNumber(text)) !== text)
    throw new RangeError(`Not a calendar day: ${text}`);
  return text as PlainDate;
}

export function isPlainDate(text: string): text is PlainDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && fromDayNumber(dayNumber(text)) === text;
}

/** Of Việt Nam before UTC. */
const HOURS_AHEAD = 7;

export function addDays(day: PlainDate, count: number): PlainDate {
  return fromDayNumber(dayNumber(day) + count);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(day: PlainDate): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7;
}

/** The day it is in Việt Nam (UTC+7, no summer time) at a moment. */
export function localDay(at: Instant): PlainDate {
  const day = at.slice(0, 10) as PlainDate;
  return Number(at.slice(11, 13)) >= 17 ? addDays(day, 1) : day;
}

/** A day as people write it: 27/11/2026. */
export function shownDay(day: PlainDate): string {
  return day.split('-').reverse().join('/');
}

/** The day a moment falls on in Việt Nam and its time there, as people write them. */
export function localTime(at: Instant): string {
  const hour = String((Number(at.slice(11, 13)) + HOURS_AHEAD) % 24).padStart(2, '0');
  return `${shownDay(localDay(at))} ${hour}${at.slice(13, 19)}`;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, in 400-year eras from March. */
function dayNumber(text: string): number {
  const month = Number(text.slice(5, 7));
  const year = Number(text.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(text.slice(8, 10)) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - DAYS_BEFORE_EPOCH;
}

function fromDayNumber(days: number): PlainDate {
  const shifted = days + DAYS_BEFORE_EPOCH;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
