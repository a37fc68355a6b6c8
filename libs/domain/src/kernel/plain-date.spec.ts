import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  addDays,
  isPlainDate,
  localDay,
  localTime,
  plainDate,
  shownDay,
  weekday,
  type Instant,
} from './plain-date.js';

const DAY_MS = 86_400_000;
const RUNS = { seed: 20_200_229, numRuns: 1_000 };

/** The platform's calendar, which the domain may not use, as the oracle. */
const moment = fc.date({
  min: new Date('1600-01-01T00:00:00.000Z'),
  max: new Date('2600-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const dayOf = (date: Date) => plainDate(date.toISOString().slice(0, 10));

describe('a calendar day', () => {
  it.each(['2020-02-29', '2000-02-29', '2019-12-31', '0001-01-01', '9999-12-31'])(
    '%s is read as it is written',
    (text) => {
      expect(isPlainDate(text)).toBe(true);
      expect(plainDate(text)).toBe(text);
    },
  );

  it.each([
    '2019-02-29',
    '1900-02-29',
    '2020-02-30',
    '2020-04-31',
    '2020-00-10',
    '2020-13-01',
    '2020-01-00',
    '2020-1-1',
    '2020-01-01T00:00',
    ' 2020-01-01',
    '01/02/2020',
    '',
  ])('%j is no day', (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  it('moves by days as the platform calendar does', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -150_000, max: 150_000 }), (date, count) => {
        const moved = new Date(date.getTime() + count * DAY_MS);
        expect(addDays(dayOf(date), count)).toBe(dayOf(moved));
      }),
      RUNS,
    );
  });

  it('falls on the weekday the platform calendar says', () => {
    fc.assert(
      fc.property(moment, (date) => weekday(dayOf(date)) === date.getUTCDay()),
      RUNS,
    );
  });

  it('exists exactly when the platform calendar knows it', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 2600 }), part(14), part(33), (year, month, day) => {
        const text = `${year}-${pad(month)}-${pad(day)}`;
        expect(isPlainDate(text)).toBe(existsOnPlatform(text));
      }),
      RUNS,
    );
  });
});

describe('the day it is in Việt Nam', () => {
  it.each([
    ['2020-01-31T16:59:59.999Z', '2020-01-31'],
    ['2020-01-31T17:00:00.000Z', '2020-02-01'],
    ['2020-12-31T17:00:00.000Z', '2021-01-01'],
    ['2020-02-28T23:59:59.999Z', '2020-02-29'],
    ['2020-01-01T00:00:00.000Z', '2020-01-01'],
  ])('at %s is %s', (at, day) => {
    expect(localDay(at as Instant)).toBe(day);
  });
});

function existsOnPlatform(text: string): boolean {
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

it.each([
  ['2026-11-27T09:53:28.732Z', '27/11/2026 16:53:28'],
  ['2026-12-31T17:00:00.000Z', '01/01/2027 00:00:00'],
  ['2026-01-31T16:59:59.999Z', '31/01/2026 23:59:59'],
])('%s is told as people in Việt Nam write it', (at, words) => {
  expect(localTime(at as Instant)).toBe(words);
});

it('a day is shown with its day first', () => {
  expect(shownDay(plainDate('2026-01-05'))).toBe('05/01/2026');
});
