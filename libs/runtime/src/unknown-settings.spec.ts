import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { unknownSettings } from './unknown-settings.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

describe('a setting', () => {
  it('that README names is known', () => {
    const named = readme.match(/(?<=`)TOTRINH_[A-Z_]+(?=`)/g) ?? [];
    expect(named).toContain('TOTRINH_DATA_DIR');
    expect(unknownSettings(Object.fromEntries(named.map((name) => [name, 'x'])))).toEqual([]);
  });

  it.each([
    ['TOTRINH_DATADIR', 'TOTRINH_DATA_DIR'],
    ['TOTRINH_WITNESS', 'TOTRINH_WITNESSES'],
    ['TOTRINH_KEKFILE', 'TOTRINH_KEK_FILE'],
  ])('that is a slip is told with the one that was meant: %s', (slip, meant) => {
    expect(unknownSettings({ [slip]: 'x' })).toEqual([
      `Không có biến cài đặt nào tên ${slip}, nên nó không có tác dụng gì. (Có phải ý bạn là ${meant}?)`,
    ]);
  });

  it('that is near to none is told alone', () => {
    const sentence =
      'Không có biến cài đặt nào tên TOTRINH_PASSWORDS, nên nó không có tác dụng gì.';
    expect(unknownSettings({ TOTRINH_PASSWORDS: 'x' })).toEqual([sentence]);
  });

  it('of somebody else is none of ours', () => {
    expect(unknownSettings({ DATADIR: 'x', PORT: '1', TOTRINH_BENCH_DIR: 'x' })).toEqual([]);
  });
});
