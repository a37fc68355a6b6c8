import { describe, expect, it } from '@jest/globals';

import type { Instant } from '#libs/domain';

import { neverBackwards } from './clock.js';

const moments = ['10:00', '09:50', '10:01'].map((time) => `2026-11-25T${time}:00.000Z` as Instant);
const ticking = () => {
  const left = [...moments];
  return () => left.shift() ?? ('' as Instant);
};

describe('a clock that was set back', () => {
  it('stands still until it has come up to where it was', () => {
    const clock = neverBackwards(ticking(), null);
    expect([clock(), clock(), clock()]).toEqual([moments[0], moments[0], moments[2]]);
  });

  it('is never earlier than the last event of the log', () => {
    const last = '2026-11-25T10:00:30.000Z' as Instant;
    const clock = neverBackwards(ticking(), last);
    expect([clock(), clock(), clock()]).toEqual([last, last, moments[2]]);
  });
});
