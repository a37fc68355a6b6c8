import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  concurrentAssigned,
  enacting,
  hamletWith,
  officialListed,
  positionAfter,
  samplePolicy,
  slotOf,
} from '#libs/testing';

import { fold } from '../kernel/decider.js';
import { addDays, plainDate } from '../kernel/plain-date.js';
import { Refusal } from '../kernel/refusal.js';
import { establishment } from './establishment/establishment.js';
import type { EstablishmentState } from './establishment/state.js';
import { figuresOn } from './figures.js';
import type { DecisionSubject } from './kinds/index.js';
import { holdingsOn } from './position.js';

const HAMLET = 'thon';
const TITLES = Object.keys(samplePolicy.titles).slice(0, 7);
const PEOPLE = ['an', 'binh', 'chi', 'dung', 'giang', 'hoa', 'can-bo'];
const FIRST_DAY = plainDate('2020-01-01');
const DAYS = 9;
const RUNS = { seed: 20_200_401, numRuns: 250 };

const dayNumber = fc.nat(DAYS - 1);
const slotId = fc.constantFrom(...TITLES).map((titleId) => slotOf(titleId, HAMLET));
const personId = fc.constantFrom(...PEOPLE);
const assignments = fc.array(fc.record({ slotId, personId }), { minLength: 1, maxLength: 2 });

const subject: fc.Arbitrary<DecisionSubject> = fc.oneof(
  fc.record({ slotId, personId }).map((one): DecisionSubject => {
    return { kind: 'appointment', details: { unitId: HAMLET, ...one } };
  }),
  fc.record({ slotId, personId }).map((one): DecisionSubject => {
    return { kind: 'relief', details: { unitId: HAMLET, ...one } };
  }),
  fc
    .record({
      kind: fc.constantFrom('concurrent-assignment', 'title-consolidation'),
      assignments,
    })
    .map(({ kind, assignments }): DecisionSubject => {
      return { kind, details: { unitId: HAMLET, assignments } };
    }),
);

const opening = positionAfter(
  officialListed('can-bo'),
  ...hamletWith(Object.fromEntries(TITLES.map((titleId, i) => [titleId, holderOf(i)])), HAMLET),
  concurrentAssigned(slotOf('pho-ban-xa', HAMLET), 'can-bo', { unitId: HAMLET }),
);

/** Decisions as they come in: the days they take effect are in no order, as with late papers. */
const decisions = fc.array(fc.record({ subject, dayNumber }), {
  minLength: 10,
  maxLength: 40,
  size: 'max',
});

describe('whatever decisions are accepted, in whatever order they are entered', () => {
  it('a slot never has two holders, heads are never above the slots or the cap', () => {
    let accepted = 0;
    const soundOnEveryDay = fc.property(decisions, (asked) => {
      const state = asked.reduce(enact, opening);
      accepted += state.decisions.size;
      for (let day = 0; day < DAYS; day++) requireSound(state, day);
    });
    fc.assert(soundOnEveryDay, RUNS);
    expect(accepted).toBeGreaterThan(2 * RUNS.numRuns);
  });
});

function enact(
  state: EstablishmentState,
  asked: { subject: DecisionSubject; dayNumber: number },
  index: number,
): EstablishmentState {
  const command = {
    ...enacting(asked.subject, addDays(FIRST_DAY, asked.dayNumber)),
    decisionId: `quyet-dinh-${index}`,
  };
  try {
    return fold(establishment, establishment.decide(command, state), state);
  } catch (error) {
    if (error instanceof Refusal) return state;
    throw error;
  }
}

function requireSound(state: EstablishmentState, dayOffset: number): void {
  const day = addDays(FIRST_DAY, dayOffset);
  const holdings = holdingsOn(state, day);
  const held = holdings.map((holding) => holding.slotId);
  expect(held).toEqual([...new Set(held)]);

  const principals = holdings.filter(({ basis }) => basis === 'principal');
  const principal = principals.map((holding) => holding.personId);
  expect(principal).toEqual([...new Set(principal)]);
  for (const { personId: person, basis } of holdings)
    expect(basis === 'principal' || person === 'can-bo' || principal.includes(person)).toBe(true);

  const figures = figuresOn(state, samplePolicy, day);
  expect(figures.slots - figures.vacancies).toBe(holdings.length);
  expect(figures.vacancies).toBeGreaterThanOrEqual(0);
  expect(figures.partTimeOfficers).toBe(principal.length);
  expect(figures.partTimeOfficers).toBeLessThanOrEqual(samplePolicy.hamletPartTimeMax);
  for (const { from, to } of state.holdings) expect(to === null || to >= from).toBe(true);
}

function holderOf(index: number): string | null {
  return index === 0 || index > 3 ? null : (PEOPLE[index - 1] ?? null);
}
