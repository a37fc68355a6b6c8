import { expect, it } from '@jest/globals';

import { differsAt, justRestored, shorterThan, withoutAdviceToAccept } from './faults.js';

it('whoever accepts a restore is told what was found, and not to run what is running', () => {
  for (const { sentence, found } of [justRestored('2026-11-27T01:00:00.000Z'), shorterThan(9, 5)]) {
    expect(sentence.vi).toMatch(/totrinh restore --accept$/);
    expect(withoutAdviceToAccept(sentence.vi)).toBe(found.vi);
  }
});

it('whatever cannot be accepted keeps its advice', () => {
  const { sentence } = differsAt(9);
  expect(sentence.vi).toContain('khôi phục từ bản sao lưu');
  expect(withoutAdviceToAccept(sentence.vi)).toBe(sentence.vi);
});
