import { isPlainDate, localDay, type Instant, type PlainDate } from '#libs/domain';

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
    atPosition: atPosition === undefined ? null : countFrom('--at-position', atPosition),
  };
}

export function dayFrom(flag: string, text: string): PlainDate {
  if (isPlainDate(text)) return text;
  throw wrong(flag, text, 'phải là ngày có thật, dạng yyyy-MM-dd.');
}

export function momentFrom(flag: string, text: string): Instant {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)))
    return new Date(text).toISOString() as Instant;
  throw wrong(flag, text, 'phải là thời điểm ISO 8601 theo UTC, ví dụ 2026-01-31T00:00:00Z.');
}

/** A day stands for its first or its last moment in Việt Nam. */
export function momentOrDayFrom(flag: string, text: string, edge: 'first' | 'last'): Instant {
  if (!isPlainDate(text)) return momentFrom(flag, text);
  const time = edge === 'first' ? '00:00:00.000' : '23:59:59.999';
  return new Date(`${text}T${time}+07:00`).toISOString() as Instant;
}

export function countFrom(flag: string, text: string): number {
  if (isCount(text)) return Number(text);
  throw wrong(flag, text, 'phải là số nguyên không âm.');
}

export function isCount(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** The day a moment falls on in Việt Nam and its time there, for people. */
export function localTime(at: Instant): string {
  const shifted = new Date(Date.parse(at) + 7 * 3_600_000).toISOString();
  return `${localDay(at).split('-').reverse().join('/')} ${shifted.slice(11, 19)}`;
}

function wrong(flag: string, text: string, must: string): CommandFailure {
  return new CommandFailure(EXIT.usage, `${flag} ${text}: ${must}`);
}
