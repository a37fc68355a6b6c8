import { isPlainDate, type Instant, type PlainDate } from '#libs/domain';

import { CommandFailure, EXIT } from '../exit.js';

/** How much of the log counts, as every command here lets it be said. */
export interface KnownArguments {
  readonly knownAt?: string;
  readonly atPosition?: string;
}

/** Throws `CommandFailure` (usage) for what is no moment and no position. */
export function knownFrom({ knownAt, atPosition }: KnownArguments) {
  return {
    knownAt: knownAt === undefined ? null : momentFrom('--known-at', knownAt),
    atPosition: atPosition === undefined ? null : countFrom('--at-position', atPosition, 1),
  };
}

export function dayFrom(flag: string, text: string): PlainDate {
  const day = dayIn(text);
  if (day) return day;
  throw wrong(flag, text, 'phải là ngày có thật, dạng yyyy-MM-dd hoặc dd/MM/yyyy.');
}

export function momentFrom(flag: string, text: string): Instant {
  const moment = momentIn(text);
  if (moment) return moment;
  throw wrong(flag, text, 'phải là thời điểm ISO 8601 theo UTC, ví dụ 2026-01-31T00:00:00Z.');
}

/** A day stands for its first or its last moment in Việt Nam. */
export function momentOrDayFrom(flag: string, text: string, edge: 'first' | 'last'): Instant {
  const time = edge === 'first' ? '00:00:00.000' : '23:59:59.999';
  const day = dayIn(text);
  const moment = day ? asInstant(`${day}T${time}+07:00`) : momentIn(text);
  if (moment) return moment;
  throw wrong(
    flag,
    text,
    'phải là ngày có thật (2026-01-31 hoặc 31/01/2026), hoặc thời điểm ISO 8601 theo UTC (2026-01-31T00:00:00Z).',
  );
}

/** As it is written here, or as people write it and answers show it. */
function dayIn(text: string): PlainDate | null {
  const day = text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
  return isPlainDate(day) ? day : null;
}

function momentIn(text: string): Instant | null {
  const isMoment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
  return isMoment ? asInstant(text) : null;
}

function asInstant(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

export function countFrom(flag: string, text: string, min: 0 | 1): number {
  if (isCount(text) && Number(text) >= min) return Number(text);
  throw wrong(flag, text, `phải là số nguyên viết bằng chữ số, từ ${min} trở lên.`);
}

export function isCount(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function wrong(flag: string, text: string, must: string): CommandFailure {
  return new CommandFailure(EXIT.usage, `${flag} ${text}: ${must}`);
}
