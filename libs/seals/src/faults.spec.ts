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

it('what is counted is read by thousands', () => {
  const { found } = shorterThan(1_234_567, 1_000);
  expect(found.vi).toMatch(/^Sổ chỉ còn 1\.000 sự kiện, ít hơn 1\.234\.567 sự kiện/);
});
