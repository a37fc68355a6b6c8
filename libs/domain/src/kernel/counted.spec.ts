import { expect, it } from '@jest/globals';

import { counted } from './counted.js';

it.each([
  [0, '0'],
  [999, '999'],
  [1_234, '1.234'],
  [1_234_567, '1.234.567'],
])('%d is read as %s', (value, words) => {
  expect(counted(value)).toBe(words);
});
