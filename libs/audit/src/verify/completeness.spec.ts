import { expect, it } from '@jest/globals';

import { incomplete } from './completeness.js';

it('events that are missing are counted by thousands for people, and plainly in English', () => {
  const { sentence } = incomplete(1_234, 1_234_567);
  expect(sentence.vi).toContain('nói có 1.234.567 sự kiện mà tệp chỉ có 1.234; ');
  expect(sentence.vi).toContain('từ thứ 1.235 trở đi');
  expect(sentence.en).toContain('states 1234567 events and holds 1234;');
});
