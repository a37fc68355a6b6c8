import { expect, it } from '@jest/globals';

import { whyUnreached } from './unreached.js';

const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

it.each([
  [failed('ECONNREFUSED'), 'không chương trình nào nghe ở địa chỉ đó (ECONNREFUSED)'],
  [failed('ENOTFOUND'), 'không tìm thấy tên máy (ENOTFOUND)'],
  [failed('EPROTO'), 'không kết nối được (EPROTO)'],
  [
    new TypeError('fetch failed', { cause: new Error('bad port') }),
    'không kết nối được (bad port)',
  ],
  [new DOMException('late', 'TimeoutError'), 'không trả lời trong thời hạn'],
  [new Error('HTTP 500: hỏng'), 'HTTP 500: hỏng'],
])('says why a witness did not answer: %s', (error, words) => {
  expect(whyUnreached(error)).toBe(words);
});
