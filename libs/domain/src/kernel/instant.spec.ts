import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { instantIn } from './instant.js';

describe('a moment in ISO 8601', () => {
  it.each([
    ['2026-01-31T01:30:00Z', '2026-01-31T01:30:00.000Z'],
    ['2026-01-31T01:30Z', '2026-01-31T01:30:00.000Z'],
    ['2026-01-31T01:30:00.5+07:00', '2026-01-30T18:30:00.500Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
  ])('%s is a moment', (text, moment) => {
    expect(instantIn(text)).toBe(moment);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31T01:30:00',
    '2026-01-31',
    '2026-01-31T01:30:00+7',
    '31/01/2026 01:30',
    'hôm qua',
    '',
  ])('%j is no moment', (text) => {
    expect(instantIn(text)).toBeNull();
  });

  it('is the one that the platform reads', () => {
    const moment = fc.date({
      min: new Date('1900-01-02T00:00:00Z'),
      max: new Date('2600-12-30T23:59:59.999Z'),
      noInvalidDate: true,
    });
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(moment, minutes, (date, ahead) => {
        const local = new Date(date.getTime() + ahead * 60_000).toISOString().slice(0, -1);
        const [hours, rest] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
        const digits = [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
        expect(instantIn(`${local}${ahead < 0 ? '-' : '+'}${digits}`)).toBe(date.toISOString());
      }),
    );
  });
});
