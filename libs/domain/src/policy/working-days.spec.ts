import { describe, expect, it } from '@jest/globals';

import { sampleCalendar } from '#libs/testing';

import { plainDate } from '../kernel/plain-date.js';
import { workingDayAfter } from './working-days.js';

const after = (start: string, count: number) =>
  workingDayAfter(plainDate(start), count, sampleCalendar);

describe('a deadline in working days', () => {
  it('does not count the day it starts on', () => {
    expect(after('2020-03-02', 1)).toBe('2020-03-03');
    expect(after('2020-03-02', 0)).toBe('2020-03-02');
  });

  it('passes over the weekend', () => {
    expect(after('2020-03-06', 1)).toBe('2020-03-09');
    expect(after('2020-03-02', 10)).toBe('2020-03-16');
    expect(after('2020-03-07', 1)).toBe('2020-03-09');
  });

  it('passes over Tết', () => {
    expect(after('2021-02-09', 1)).toBe('2021-02-17');
    expect(after('2020-01-22', 3)).toBe('2020-02-03');
  });

  it('passes over a holiday beside a weekend', () => {
    expect(after('2021-04-29', 1)).toBe('2021-05-04');
  });

  it('is known up to the last day of the calendar', () => {
    expect(after('2021-12-30', 1)).toBe('2021-12-31');
  });

  it('is known from the first day of the calendar on', () => {
    expect(after('2019-12-31', 1)).toBe('2020-01-02');
  });

  it('is not guessed beyond the calendar', () => {
    expect(after('2021-12-31', 1)).toBeNull();
    expect(after('2021-12-30', 2)).toBeNull();
    expect(after('2019-12-30', 3)).toBeNull();
  });
});
