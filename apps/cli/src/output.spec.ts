import { describe, expect, it } from '@jest/globals';

import { table } from './output.js';

describe('a table', () => {
  it('has its numbers to the right, whatever sign they bear', () => {
    const rows = [
      ['', 'Thay đổi'],
      ['Kiêm nhiệm', '+106'],
      ['Khuyết', '0'],
      ['Người', '−1.206'],
    ];
    expect(table(rows).split('\n')).toEqual([
      '            Thay đổi',
      'Kiêm nhiệm      +106',
      'Khuyết             0',
      'Người         −1.206',
    ]);
  });
});
