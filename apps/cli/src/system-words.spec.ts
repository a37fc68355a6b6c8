import {
  closeSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { mkdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { systemWords } from './system-words.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-system-words-'));
  mkdirSync(join(dir, 'so'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function said(act: () => unknown): string | null {
  try {
    act();
  } catch (error) {
    return systemWords(error);
  }
  throw new Error('Nothing was thrown.');
}

function readFolder(): void {
  const descriptor = openSync(dir, 'r');
  try {
    readSync(descriptor, Buffer.alloc(1));
  } finally {
    closeSync(descriptor);
  }
}

describe('what the system would not do is said', () => {
  it('of a path, and why', () => {
    const missing = join(dir, 'khong-co');
    expect(said(() => readFileSync(missing))).toBe(
      `Không dùng được ${missing}: không có tệp hay thư mục này (ENOENT).`,
    );
    expect(said(() => lstatSync('a'.repeat(300)))).toMatch(/a: tên quá dài \(ENAMETOOLONG\)\.$/);
  });

  it('of a path, when nobody has thought of why', () => {
    expect(said(() => rmdirSync(dir))).toBe(
      `Không dùng được ${dir}: hệ thống báo lỗi (ENOTEMPTY).`,
    );
  });

  it('of what it does not name', () => {
    expect(said(readFolder)).toBe(
      'Không dùng được tệp hoặc thư mục cần dùng: đó là một thư mục (EISDIR).',
    );
  });
});

it.each([new Error('a bug'), Object.assign(new Error('x'), { code: 'ERR_X' }), 'no error', null])(
  'what is no matter of the system is left to others: %s',
  (error) => {
    expect(systemWords(error)).toBeNull();
  },
);
