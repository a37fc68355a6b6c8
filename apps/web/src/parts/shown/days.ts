const ZONE = 'Asia/Ho_Chi_Minh';
const DAY_MS = 86_400_000;

const dayOf = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});
const timeOf = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
});

/** 2026-04-01 as 01/04/2026; the same in both languages. */
export function shownDay(day: string): string {
  return day.split('-').reverse().join('/');
}

/** An instant as its day and time in Viet Nam: 01/04/2026 14:05. */
export function shownMoment(instant: string): string {
  const moment = new Date(instant);
  return `${dayOf.format(moment)} ${timeOf.format(moment)}`;
}

export function shownTime(moment: Date): string {
  return timeOf.format(moment);
}

/** Today in Viet Nam, yyyy-MM-dd. */
export function today(now = new Date()): string {
  return dayOf.format(now).split('/').reverse().join('-');
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
