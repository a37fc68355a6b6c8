import { deflateSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import { formsIn } from '../kit/traces.js';

const word = 'qzxvkwjhgpmnbt';
const text = `Bà Nguyễn Thị ${word}, thôn Đông`;
const around = (bytes: Buffer) => Buffer.concat([Buffer.alloc(100, 7), bytes, Buffer.alloc(9)]);

describe('a word is found in a file', () => {
  it.each([
    ['text', Buffer.from(text)],
    ['text', Buffer.from(text.toUpperCase())],
    ['half', Buffer.from(`${word.slice(0, 7)}\u0005${word.slice(7)}`)],
    ['utf-16', Buffer.from(text, 'utf16le')],
    ['utf-16', Buffer.from(text, 'utf16le').swap16()],
    ['hex', Buffer.from(Buffer.from(text).toString('hex'))],
    ['hex', Buffer.from(Buffer.from(text).toString('hex').toUpperCase())],
    ['base64', Buffer.from(Buffer.from(text).toString('base64'))],
    ['base64', Buffer.from(Buffer.from(` ${text}`).toString('base64url'))],
    ['base64', Buffer.from(Buffer.from(`  ${text}`).toString('base64url'))],
    ['packed', gzipSync(text)],
    ['packed', deflateSync(text, { level: 9 })],
    ['packed', gzipSync(Buffer.from(text).toString('base64'))],
  ] as const)('as %s', (form, bytes) => {
    expect(formsIn(around(bytes), word)).toContain(form);
  });

  it('and not where it is not', () => {
    const others = ['Bà Nguyễn Thị Mẫu', word.slice(1, 7), word.split('').reverse().join('')];
    for (const other of others) {
      expect(formsIn(around(Buffer.from(other)), word)).toEqual([]);
      expect(formsIn(around(gzipSync(other)), word)).toEqual([]);
    }
  });
});
