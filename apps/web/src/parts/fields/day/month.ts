const DAY_MS = 86_400_000;

/** Seven days from Monday on; none where the day belongs to another month. */
export type Week = readonly (string | null)[];

/** The weeks of the month that the day lies in. */
export function weeksOf(day: string): Week[] {
  const first = `${day.slice(0, 8)}01`;
  const length = Number(addDays(addMonths(first, 1), -1).slice(8));
  const start = addDays(first, -weekdayOf(first));
  const weekCount = Math.ceil((weekdayOf(first) + length) / 7);
  return Array.from({ length: weekCount }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => {
      const one = addDays(start, 7 * week + weekday);
      return one.startsWith(day.slice(0, 8)) ? one : null;
    }),
  );
}

/** Where a key leads from a day in the grid; none when it is no key of the grid. */
export function dayByKey(day: string, key: string): string | null {
  return MOVES.get(key)?.(day) ?? null;
}

const MOVES = new Map<string, (day: string) => string>([
  ['ArrowLeft', (day) => addDays(day, -1)],
  ['ArrowRight', (day) => addDays(day, 1)],
  ['ArrowUp', (day) => addDays(day, -7)],
  ['ArrowDown', (day) => addDays(day, 7)],
  ['Home', (day) => addDays(day, -weekdayOf(day))],
  ['End', (day) => addDays(day, 6 - weekdayOf(day))],
  ['PageUp', (day) => addMonths(day, -1)],
  ['PageDown', (day) => addMonths(day, 1)],
]);

/** The same day of another month, or the last one where that month is shorter. */
export function addMonths(day: string, count: number): string {
  const from = new Date(day);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return written(Date.UTC(year, month, Math.min(from.getUTCDate(), last)));
}

function addDays(day: string, count: number): string {
  return written(Date.parse(day) + count * DAY_MS);
}

/** 0 on Monday. */
function weekdayOf(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

function written(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
