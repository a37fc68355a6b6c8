import { describe, expect, it } from '@jest/globals';

import {
  communeId,
  concurrentAssigned,
  hamletWith,
  officialListed,
  positionAfter,
  samplePolicy,
  slotOf,
  surplusRecorded,
} from '#libs/testing';

import { plainDate } from '../kernel/plain-date.js';
import { InvariantBroken } from '../kernel/refusal.js';
import { allowancesOn, baseSalaryOn } from './allowance.js';
import type { EstablishmentEvent } from './establishment/events.js';

const day = plainDate('2020-04-01');
const head = slotOf('truong-thon');
const BASE = 1_490_000;

describe('an allowance', () => {
  const allowances = (...events: readonly EstablishmentEvent[]) =>
    Object.fromEntries(allowancesOn(positionAfter(...events), samplePolicy, day));
  const commune = slotOf('pho-ban-xa', communeId);

  it('is paid in full for the title held principally', () =>
    expect(allowances(...hamletWith({ 'truong-thon': 'an' }))).toEqual({ an: 0.9 * BASE }));

  it('is paid at the share of its level for a title held concurrently', () =>
    expect(
      allowances(
        ...hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': null }),
        ...hamletWith({ 'pho-ban-xa': null }, communeId),
        concurrentAssigned(head, 'an'),
        concurrentAssigned(commune, 'an', { unitId: communeId }),
      ),
    ).toEqual({ an: Math.round((1.1 + 0.9 * 0.5 + 1 * 0.2) * BASE) }));

  it('is the concurrent share alone for an official', () =>
    expect(
      allowances(
        officialListed('can-bo'),
        ...hamletWith({ 'pho-ban-xa': null }, communeId),
        concurrentAssigned(commune, 'can-bo', { unitId: communeId }),
      ),
    ).toEqual({ 'can-bo': 0.2 * BASE }));

  it('is nothing for a holder without a slot', () =>
    expect(allowances(surplusRecorded('du', null))).toEqual({ du: 0 }));

  it('is rounded to the đồng once a person, not once a title', () => {
    const position = positionAfter(
      ...hamletWith({ 'chi-hoi-phu-nu': 'an', 'truong-thon': null, 'cong-an-vien': null }),
      concurrentAssigned(head, 'an'),
      concurrentAssigned(slotOf('cong-an-vien'), 'an'),
    );
    // 0.30 + 0.45 + 0.40 of 3 đồng: 3.45 rounds to 3, title by title it would be 1 + 1 + 1.
    // Of 9 đồng: 10.35 rounds to 10, title by title it would be 3 + 4 + 4.
    expect(allowancesOn(position, samplePolicy, day, 9).get('an')).toBe(10);
  });

  it('rests on the base salary of the day', () => {
    expect(baseSalaryOn(samplePolicy, plainDate('2019-06-30'))).toBe(1_390_000);
    expect(baseSalaryOn(samplePolicy, plainDate('2019-07-01'))).toBe(BASE);
    expect(() => baseSalaryOn(samplePolicy, plainDate('2018-06-30'))).toThrow(InvariantBroken);
  });
});
