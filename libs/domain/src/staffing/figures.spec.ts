import { describe, expect, it } from '@jest/globals';

import {
  communeId,
  concurrentAssigned,
  hamletId,
  hamletWith,
  holderAppointed,
  holderRelieved,
  officialListed,
  positionAfter,
  samplePolicy,
  slotOf,
  surplusRecorded,
} from '#libs/testing';

import { plainDate } from '../kernel/plain-date.js';
import { figuresOn, mostPartTimeOfficersFrom, partTimeOfficersIn, unitsOn } from './figures.js';
import { holdingsOn, inForce, inUnit } from './position.js';

const day = plainDate('2020-04-01');
const head = slotOf('truong-thon');
const BASE = 1_490_000;

describe('a holding', () => {
  const from = plainDate('2020-04-01');
  const to = plainDate('2020-05-01');

  it.each([
    ['2020-03-31', false],
    ['2020-04-01', true],
    ['2020-04-30', true],
    ['2020-05-01', false],
  ])('from the first of April until the first of May: on %s it is in force: %s', (on, expected) =>
    expect(inForce({ from, to }, plainDate(on))).toBe(expected),
  );

  it('that begins and ends on one day is never in force', () =>
    expect(inForce({ from, to: from }, from)).toBe(false));

  it('passes from one holder to the next without a gap and without an overlap', () => {
    const position = positionAfter(
      ...hamletWith({ 'truong-thon': 'an' }),
      holderRelieved(head, 'an', { on: '2020-04-01' }),
      holderAppointed(head, 'binh', { on: '2020-04-01' }),
    );
    const holderOn = (on: string) =>
      holdingsOn(position, plainDate(on)).map(({ personId }) => personId);
    expect(holderOn('2020-03-31')).toEqual(['an']);
    expect(holderOn('2020-04-01')).toEqual(['binh']);
  });
});

describe('the figures of a day', () => {
  const position = positionAfter(
    officialListed('can-bo'),
    ...hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': null, 'cong-an-vien': null }),
    ...hamletWith({ 'pho-ban-xa': null, 'thon-doi-truong': 'chi' }, communeId),
    concurrentAssigned(head, 'an', { on: '2020-04-01' }),
    concurrentAssigned(slotOf('pho-ban-xa', communeId), 'can-bo', {
      on: '2020-04-01',
      unitId: communeId,
    }),
    surplusRecorded('du', '2020-12-31'),
  );

  it('count slots, vacancies, heads and concurrent holdings', () =>
    expect(figuresOn(position, samplePolicy, day)).toMatchObject({
      slots: 5,
      vacancies: 1,
      partTimeOfficers: 3,
      concurrentHoldings: 2,
    }));

  it('are those of the day they are asked for', () =>
    expect(figuresOn(position, samplePolicy, plainDate('2020-03-31'))).toMatchObject({
      vacancies: 3,
      concurrentHoldings: 0,
    }));

  it('are nothing before the first day', () =>
    expect(figuresOn(position, samplePolicy, plainDate('2018-12-31'), BASE)).toEqual({
      slots: 0,
      vacancies: 0,
      partTimeOfficers: 0,
      concurrentHoldings: 0,
      allowance: 0,
    }));

  it('count a surplus holder as a head until the day the surplus ends', () => {
    const heads = (on: string) => partTimeOfficersIn(position, communeId, plainDate(on));
    expect(heads('2020-12-30')).toBe(2);
    expect(heads('2020-12-31')).toBe(1);
  });

  it('add up the allowances', () =>
    expect(figuresOn(position, samplePolicy, day).allowance).toBe(
      Math.round((1.1 + 0.9 * 0.5) * BASE) + 0.5 * BASE + 0.2 * BASE,
    ));

  it('take one base salary for two days that are compared', () => {
    const early = plainDate('2019-06-30');
    const at = (amount?: number) => figuresOn(position, samplePolicy, early, amount).allowance;
    expect(at()).toBe(1.6 * 1_390_000);
    expect(at(BASE)).toBe(1.6 * BASE);
  });

  it('belong to the units with a slot or a holder, in code order', () =>
    expect(unitsOn(position, day)).toEqual([communeId, hamletId]));

  it('know the most heads of a unit from a day on', () => {
    const later = positionAfter(
      ...hamletWith({ 'truong-thon': 'an', 'cong-an-vien': null }),
      holderAppointed(slotOf('cong-an-vien'), 'binh', { on: '2020-06-01' }),
      holderRelieved(head, 'an', { on: '2020-09-01' }),
    );
    const most = (on: string) => mostPartTimeOfficersFrom(later, hamletId, plainDate(on));
    expect(most('2020-01-01')).toBe(2);
    expect(most('2020-09-01')).toBe(1);
    expect(mostPartTimeOfficersFrom(later, 'thon-khac', day)).toBe(0);
  });
});

describe('the part of a position that lies in a unit', () => {
  it('has the slots and the holders of that unit alone', () => {
    const both = positionAfter(
      ...hamletWith({ 'truong-thon': 'an' }),
      ...hamletWith({ 'pho-ban-xa': 'xuan' }, communeId),
    );
    const { slots, holdings } = inUnit(both, communeId);
    expect(slots.map(({ slotId }) => slotId)).toEqual([slotOf('pho-ban-xa', communeId)]);
    expect(holdings.map(({ personId }) => personId)).toEqual(['xuan']);
  });
});

describe('a surplus holder who is appointed', () => {
  const position = positionAfter(
    ...hamletWith({ 'truong-thon': null }),
    surplusRecorded('du', null),
    holderAppointed(head, 'du', { on: '2020-04-01' }),
  );

  it('is one head before and after, in the unit of the day', () => {
    const heads = (unitId: string, on: string) =>
      partTimeOfficersIn(position, unitId, plainDate(on));
    expect([heads(communeId, '2020-03-31'), heads(hamletId, '2020-03-31')]).toEqual([1, 0]);
    expect([heads(communeId, '2020-04-01'), heads(hamletId, '2020-04-01')]).toEqual([0, 1]);
  });

  it('leaves other surplus holders, and a surplus that was over, as they were', () => {
    const { holdings } = positionAfter(
      ...hamletWith({ 'truong-thon': null }),
      surplusRecorded('khac', null),
      surplusRecorded('du', '2020-01-01'),
      surplusRecorded('du', '2020-04-01', { on: '2020-02-01' }),
      surplusRecorded('du', '2020-09-01', { on: '2020-04-01' }),
      holderAppointed(head, 'du', { on: '2020-04-01' }),
    );
    expect(holdings.map(({ personId, to }) => [personId, to])).toEqual([
      ['khac', null],
      ['du', '2020-01-01'],
      ['du', '2020-04-01'],
      ['du', '2020-04-01'],
      ['du', null],
    ]);
  });
});
