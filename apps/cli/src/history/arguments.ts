import { instantIn, isPlainDate, type Instant, type PlainDate } from '#libs/domain';

import { CommandFailure, EXIT } from '../exit.js';

/** How much of the log counts, as every command here lets it be said. */
export interface KnownArguments {
  readonly knownAt?: string;
  readonly atPosition?: string;
}

/** Throws `CommandFailure` (usage) for what is no moment and no position. */
export function knownFrom({ knownAt, atPosition }: KnownArguments) {
  return {
    knownAt: knownAt === undefined ? null : momentFrom('--known-at', knownAt, 'last'),
    atPosition: atPosition === undefined ? null : countFrom('--at-position', atPosition, 1),
  };
}

export function dayFrom(flag: string, text: string): PlainDate {
  const day = dayIn(text);
  if (day) return day;
  throw wrong(flag, text, 'phải là ngày có thật, dạng yyyy-MM-dd hoặc dd/MM/yyyy.');
}

/** A day stands for its first or its last moment in Việt Nam, and so does a minute or a second. */
export function momentFrom(flag: string, text: string, edge: 'first' | 'last'): Instant {
  const moment = instantIn(text) ?? localMomentIn(text, edge);
  if (moment) return moment;
  throw wrong(
    flag,
    text,
    'phải là ngày có thật (2026-01-31 hoặc 31/01/2026), có thể thêm giờ Việt Nam (31/01/2026 08:30), hoặc thời điểm ISO 8601 (2026-01-31T01:30:00Z).',
  );
}

/** As it is written here, or as people write it and answers show it. */
function dayIn(text: string): PlainDate | null {
  const day = text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
  return isPlainDate(day) ? day : null;
}

function localMomentIn(text: string, edge: 'first' | 'last'): Instant | null {
  const [date = '', time = '', ...more] = text.split(' ');
  const day = dayIn(date);
  const rest = (edge === 'first' ? '00:00:00.000' : '23:59:59.999').slice(time.length);
  return day && more.length === 0 ? instantIn(`${day}T${time}${rest}+07:00`) : null;
}

export function countFrom(flag: string, text: string, min: 0 | 1): number {
  const count = isCount(text) ? Number(text.replaceAll('.', '')) : NaN;
  if (count >= min) return count;
  throw wrong(flag, text, `phải là số nguyên viết bằng chữ số, từ ${min} trở lên.`);
}

/** Also as our own answers write it, by thousands. */
export function isCount(text: string): boolean {
  return /^(?:\d{1,15}|\d{1,3}(?:\.\d{3}){1,4})$/.test(text);
}

function wrong(flag: string, text: string, must: string): CommandFailure {
  return new CommandFailure(EXIT.usage, `${flag} ${text}: ${must}`);
}
