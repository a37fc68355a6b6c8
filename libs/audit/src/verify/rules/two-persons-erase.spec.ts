import { describe, expect, it } from '@jest/globals';

import type { Capacity, ErasureEvent } from '#libs/domain';

import type { Known } from './history-rule.js';
import { twoPersonsErase } from './two-persons-erase.js';

const person = (personId: string) => ({ personId }) as Capacity;
const [an, binh, chi] = ['an', 'binh', 'chi'].map(person) as [Capacity, Capacity, Capacity];

const event = (type: ErasureEvent['type']) => (by: Capacity) => ({ type, by, data: {} });
const proposed = event('ErasureProposed');
const held = event('LegalHoldPlaced');
const lifted = event('LegalHoldLifted');
const erased = event('SubjectKeyErased');
const declined = event('ErasureDeclined');

/** Which of these events of one subject is the first that the rule speaks of. */
function firstFault(...facts: readonly object[]): number | null {
  const check = twoPersonsErase.begin();
  const at = facts.findIndex((fact) => {
    const past = { category: 'erasure', id: 'P-1', commandId: '', recordedAt: '' };
    return check({ ...past, fact: fact as ErasureEvent }, {} as Known) !== null;
  });
  return at < 0 ? null : at;
}

describe('an erasure by two persons', () => {
  it.each([
    ['approved by another', [proposed(an), erased(binh)]],
    ['after one’s own hold', [proposed(an), held(an), lifted(an), erased(binh)]],
    ['after a hold that a third lifted', [proposed(an), held(binh), lifted(chi), erased(binh)]],
    [
      'after it was declined',
      [proposed(an), declined(binh), held(binh), lifted(an), proposed(chi)],
    ],
  ])('is one %s', (_how, facts) => {
    expect(firstFault(...facts)).toBeNull();
  });

  it.each([
    ['approved by who proposed it', [proposed(an), erased(an)], 1],
    ['whose proposer lifts another’s hold', [proposed(an), held(binh), lifted(an)], 2],
    ['proposed by who lifted another’s hold', [held(binh), lifted(an), proposed(an)], 2],
  ])('is none %s', (_how, facts, at) => {
    expect(firstFault(...facts)).toBe(at);
  });

  it('is told with the person', () => {
    const check = twoPersonsErase.begin();
    const past = { category: 'erasure', id: 'P-1', commandId: '', recordedAt: '' };
    check({ ...past, fact: proposed(an) as unknown as ErasureEvent }, {} as Known);
    const found = check({ ...past, fact: erased(an) as unknown as ErasureEvent }, {} as Known);
    expect(found?.vi).toContain('(an)');
  });
});
