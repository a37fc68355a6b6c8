import { describe, expect, it } from '@jest/globals';

import { en } from './en.js';
import { textOf } from './unread.js';
import { vi } from './vi.js';

describe('a private text on screen', () => {
  it('is itself where it can be read', () => expect(textOf('Lê An', vi)).toBe('Lê An'));

  it('is called erased only where it was', () => {
    expect(textOf(null, vi)).toBe('đã xóa dữ liệu cá nhân');
    expect(textOf({ keyMissing: true }, vi)).toBe('không có khóa để đọc');
    expect(textOf({ keyMissing: true }, en)).toBe('no key to read it');
  });
});
