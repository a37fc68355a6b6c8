import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { districtId, sampleRoute, unitPath } from '#libs/testing';

import { bodyOf, compareShare } from './route.js';

describe('a share of a whole', () => {
  const half = { numerator: 1, denominator: 2 };
  const twoThirds = { numerator: 2, denominator: 3 };

  it.each([
    [2, 4, half, 0],
    [2, 5, half, -1],
    [3, 5, half, 1],
    [6, 9, twoThirds, 0],
    [5, 9, twoThirds, -1],
    [7, 10, twoThirds, 1],
  ])('%i of %i compared with %j is %i', (part, whole, fraction, expected) => {
    expect(compareShare(part, whole, fraction)).toBe(expected);
  });

  it('is compared without rounding: a third of three times as many is exactly a third', () => {
    const third = { numerator: 1, denominator: 3 };
    const exact = fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (part) => {
      expect(compareShare(part, 3 * part, third)).toBe(0);
      expect(compareShare(part - 1, 3 * part, third)).toBe(-1);
      expect(compareShare(part + 1, 3 * part, third)).toBe(1);
    });
    fc.assert(exact, { seed: 20_200_316 });
  });
});

describe('the body of a step', () => {
  const [reception] = sampleRoute.steps;
  if (!reception) throw new Error('The sample route begins with reception.');

  it('is its role in the unit of its level above the commune', () => {
    const body = { role: 'organisation-commission', unitId: districtId };
    expect(bodyOf(reception, unitPath)).toEqual(body);
  });

  it('is nobody where there is no such level', () => {
    expect(bodyOf(reception, unitPath.slice(0, 1))).toBeNull();
  });
});
