import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  concurrentAssigned,
  holderAppointed,
  holderRelieved,
  officialListed,
  slotOf,
  slotOpened,
  surplusRecorded,
} from '#libs/testing';

import { fold } from '../../kernel/decider.js';
import { addDays, plainDate } from '../../kernel/plain-date.js';
import { establishment } from './establishment.js';
import type { EstablishmentState } from './state.js';
import type { EstablishmentEvent } from './events.js';

const slot = fc.constantFrom('truong-thon', 'bi-thu-chi-bo', 'cong-an-vien');
const person = fc.constantFrom('an', 'binh', 'chi');
const day = fc.nat(9).map((n) => addDays(plainDate('2020-01-01'), n));
const moving = fc.constantFrom(holderAppointed, concurrentAssigned, holderRelieved);

/** In no order that a decider would ever answer: folding must not depend on it. */
const event: fc.Arbitrary<EstablishmentEvent> = fc.oneof(
  slot.map((titleId) => slotOpened(slotOf(titleId), titleId)),
  person.map(officialListed),
  fc
    .tuple(person, fc.option(day), day)
    .map(([personId, until, on]) => surplusRecorded(personId, until, { on })),
  fc
    .tuple(moving, slot, person, day)
    .map(([move, titleId, personId, on]) => move(slotOf(titleId), personId, { on })),
);

describe('a staffing record folded in one go', () => {
  it('is the same as folded event by event, and leaves what it began with alone', () => {
    const alike = fc.property(
      fc.array(event),
      fc.array(event, { maxLength: 40 }),
      (first, next) => {
        const from = oneByOne(first, establishment.initial);
        const before = structuredClone(from);
        expect(fold(establishment, next, from)).toEqual(oneByOne(next, from));
        expect(from).toEqual(before);
      },
    );
    fc.assert(alike, { seed: 20_200_402, numRuns: 500 });
  });
});

function oneByOne(
  events: readonly EstablishmentEvent[],
  from: EstablishmentState,
): EstablishmentState {
  return events.reduce((state, one) => establishment.evolve(state, one), from);
}
