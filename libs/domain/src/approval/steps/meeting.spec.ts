import { describe, expect, it } from '@jest/globals';

import { sampleMinutes, sampleRoute } from '#libs/testing';

import { InvariantBroken } from '../../kernel/refusal.js';
import type { Answer, Route, RouteStep } from '../route.js';
import { meeting } from './meeting.js';
import type { Minutes } from './step-type.js';

const step = meetingOf(sampleRoute);

/** Whether the answer may stand: `stands`, or the rule that refuses it. */
function verdict(answer: Answer, minutes: Partial<Minutes> | null, reason: string | null): string {
  try {
    const full = minutes && { ...sampleMinutes, ...minutes };
    meeting.check({ answer, reason, minutes: full }, step);
    return 'stands';
  } catch (refusal) {
    return (refusal as { rule?: string }).rule ?? 'broken';
  }
}

const count = (summoned: number, present: number, inFavour: number, against = 0) => ({
  summoned,
  present,
  inFavour,
  against,
});

describe('the quorum is two thirds of those summoned', () => {
  it.each([
    [9, 6, 'stands'],
    [9, 5, 'quorum'],
    [10, 7, 'stands'],
    [10, 6, 'quorum'],
    [3, 2, 'stands'],
    [2, 2, 'stands'],
    [2, 1, 'quorum'],
    [1, 1, 'collective-of-several'],
    [1, 0, 'collective-of-several'],
    [3_000_000, 2_000_000, 'stands'],
    [3_000_000, 1_999_999, 'quorum'],
  ])('of %i summoned, %i present: %s', (summoned, present, expected) => {
    expect(verdict('approve', count(summoned, present, present), null)).toBe(expected);
  });

  it('is needed to reject as well', () => {
    expect(verdict('reject', count(9, 5, 0, 5), 'Không đủ tiêu chuẩn.')).toBe('quorum');
  });

  it('is not needed to put the case off', () => {
    expect(verdict('defer', count(9, 5, 0), 'Chưa đủ người họp.')).toBe('stands');
  });
});

describe('the majority is more than half of those summoned', () => {
  const why = 'Người đứng đầu quyết định.';

  it.each<[string, Answer, number, number, string | null, string]>([
    ['just above half', 'approve', 11, 6, null, 'stands'],
    ['just above half', 'reject', 11, 6, why, 'conclusion-follows-count'],
    ['just below half', 'approve', 11, 5, why, 'conclusion-follows-count'],
    ['just below half', 'reject', 11, 5, why, 'stands'],
    ['exactly half, with a reason', 'approve', 10, 5, why, 'stands'],
    ['exactly half, with a reason', 'reject', 10, 5, why, 'stands'],
    ['exactly half, without a reason', 'approve', 10, 5, null, 'half-needs-reason'],
  ])(
    '%s: to %s with %i summoned and %i in favour',
    (_share, answer, summoned, favour, reason, expected) => {
      expect(verdict(answer, count(summoned, summoned, favour), reason)).toBe(expected);
    },
  );

  it('is not taken of those present: seven of eight present are not enough of fifteen', () => {
    const rule = {
      quorum: { numerator: 1, denominator: 2 },
      passOver: { numerator: 1, denominator: 2 },
    };
    const minutes = { ...sampleMinutes, ...count(15, 8, 7, 1) };
    const check = () =>
      meeting.check({ answer: 'approve', reason: null, minutes }, { ...step, ballot: rule });
    expect(check).toThrow(/conclusion-follows-count/);
  });
});

describe('the minutes', () => {
  it.each<Answer>(['approve', 'reject'])('are required to %s', (answer) => {
    expect(verdict(answer, null, 'Lý do.')).toBe('minutes-required');
    expect(verdict(answer, { number: '  ' }, 'Lý do.')).toBe('minutes-required');
    expect(verdict(answer, { number: '\u200b' }, 'Lý do.')).toBe('minutes-required');
  });

  it.each<Answer>(['return', 'defer'])('are not required to %s', (answer) => {
    expect(verdict(answer, null, 'Lý do.')).toBe('stands');
  });

  it.each([
    ['nobody summoned', count(0, 0, 0)],
    ['more present than summoned', count(10, 11, 8)],
    ['more ballots than present', count(10, 8, 7, 2)],
    ['a negative count', count(10, 8, 7, -1)],
    ['part of a person', count(10, 8, 6.5)],
    ['no number', count(Number.NaN, 8, 7)],
    ['a number beyond counting', count(Number.MAX_SAFE_INTEGER + 1, 8, 7)],
  ])('are refused with an impossible count: %s', (_fault, minutes) => {
    expect(verdict('approve', minutes, 'Lý do.')).toBe('minutes-count-possible');
    expect(verdict('defer', minutes, 'Lý do.')).toBe('minutes-count-possible');
  });

  it('may leave out those who abstained', () => {
    expect(verdict('approve', count(10, 10, 6, 1), null)).toBe('stands');
  });
});

describe('a meeting', () => {
  it('takes every answer', () => {
    expect(meeting.answers).toEqual(['approve', 'reject', 'return', 'defer']);
  });

  it('does not guess a ballot rule that its route lacks', () => {
    const { key, kind, body, dueWorkingDays } = step;
    const without = { key, kind, body, dueWorkingDays };
    const check = () =>
      meeting.check({ answer: 'approve', reason: null, minutes: sampleMinutes }, without);
    expect(check).toThrow(InvariantBroken);
  });
});

function meetingOf({ steps }: Route): RouteStep {
  const found = steps.find(({ kind }) => kind === 'meeting');
  if (!found) throw new Error('The route has a meeting.');
  return found;
}
