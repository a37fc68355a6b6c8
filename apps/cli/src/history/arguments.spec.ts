import { describe, expect, it } from '@jest/globals';

import { CommandFailure } from '../exit.js';
import { countFrom, momentFrom } from './arguments.js';

describe('a moment on the command line', () => {
  it.each([
    ['31/01/2026', '2026-01-30T17:00:00.000Z', '2026-01-31T16:59:59.999Z'],
    ['2026-01-31', '2026-01-30T17:00:00.000Z', '2026-01-31T16:59:59.999Z'],
    ['31/01/2026 08:30', '2026-01-31T01:30:00.000Z', '2026-01-31T01:30:59.999Z'],
    ['31/01/2026 08:30:07', '2026-01-31T01:30:07.000Z', '2026-01-31T01:30:07.999Z'],
    ['2026-01-31T01:30:07.123Z', '2026-01-31T01:30:07.123Z', '2026-01-31T01:30:07.123Z'],
    ['2026-01-31T08:30:00+07:00', '2026-01-31T01:30:00.000Z', '2026-01-31T01:30:00.000Z'],
  ])('%s is the first or the last millisecond of what it names', (text, first, last) => {
    expect(momentFrom('--known-at', text, 'first')).toBe(first);
    expect(momentFrom('--known-at', text, 'last')).toBe(last);
  });

  it.each([
    'hôm qua',
    '31/02/2026',
    '30/02/2026 08:30',
    '2026-02-30T00:00:00Z',
    '31/01/2026 24:01',
    '31/01/2026 8:30',
    '31/01/2026 08:30 sáng',
    '',
  ])('%j is none, and is refused with an example', (text) => {
    const asked = () => momentFrom('--known-at', text, 'last');
    expect(asked).toThrow(CommandFailure);
    expect(asked).toThrow(/^--known-at .*31\/01\/2026/);
  });
});

describe('a count on the command line', () => {
  it.each([
    ['1118', 1118],
    ['1.118', 1118],
    ['12.345.678', 12345678],
  ])('%s is read as it is written, or as our answers write it', (text, count) => {
    expect(countFrom('--at-position', text, 1)).toBe(count);
  });

  it.each(['1.11', '1,118', '.118', '1118.000', '-1', '', '0'])('%j is none', (text) => {
    expect(() => countFrom('--at-position', text, 1)).toThrow(/^--at-position .*số nguyên/);
  });
});
