import { describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey } from '#libs/log-format';
import { UnusableSetting } from '#libs/runtime';

import { readSealSettings } from './seal-settings.js';

const key = formatVerifierKey(generateSignerKey('kiem-tra', 'cosignature'));
const ofALog = formatVerifierKey(generateSignerKey('so-noi-vu', 'note'));
const read = (text: string) => readSealSettings({ TOTRINH_WITNESSES: text }, true).witnesses;

describe('the witnesses in the settings', () => {
  it('are addresses with their keys, separated by blanks', () => {
    expect(read('')).toEqual([]);
    const two = read(` http://127.0.0.1:8077=${key}  https://kiem-tra.example/w1/=${key}`);
    expect(two.map(({ url }) => url)).toEqual([
      ...['http://127.0.0.1:8077', 'https://kiem-tra.example/w1/'],
    ]);
  });

  it.each([
    ['no address', key],
    ['an address that is none', `http://127.0.0.1:99999=${key}`],
    ['another protocol', `ftp://127.0.0.1=${key}`],
    ['no key', 'http://127.0.0.1:8077='],
    ['the key of a log', `http://127.0.0.1:8077=${ofALog}`],
    ['a password, which is not shown', `http://kiem-tra:pa55@127.0.0.1:8077=${key}`],
  ])('are refused with %s', (_what, text) => {
    expect(() => read(text)).toThrow(UnusableSetting);
    expect(() => read(text)).toThrow(/^TOTRINH_WITNESSES: (?!.*pa55).* phải có dạng/);
  });
});
