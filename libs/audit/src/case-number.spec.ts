import { describe, expect, it } from '@jest/globals';

import { bearsNumber, isCaseNumber } from './case-number.js';

const id = 'c8aec39d-1111-5000-8000-000000000000';

describe('the number of a case', () => {
  it.each(['C8AEC39D', 'c8aec39d'])('is the first group of its id: %s', (number) => {
    expect(bearsNumber(id, number)).toBe(true);
  });

  it.each(['C8AEC39', 'C8AEC39E', 'C8AEC39D-', '', id])('is not %j', (number) => {
    expect(bearsNumber(id, number)).toBe(false);
  });

  it('has eight digits of sixteen', () => {
    expect(['00000000', 'C8AEC39D', 'G8AEC39D', '1', id].filter(isCaseNumber)).toEqual([
      '00000000',
      'C8AEC39D',
    ]);
  });
});
