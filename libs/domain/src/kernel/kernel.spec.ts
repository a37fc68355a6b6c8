import { describe, expect, it } from '@jest/globals';

import { requireNotAhead } from './legal-day.js';
import { plainDate, type Instant } from './plain-date.js';
import { privateText } from './private-text.js';
import { obligationId } from './process.js';
import { invariant, InvariantBroken, Refusal } from './refusal.js';

describe('the day of an act', () => {
  const by = { accountId: 'a', personId: 'p', roles: [] };
  const at = '2020-01-31T16:59:59.999Z' as Instant;
  const entering = (on: string) => () => requireNotAhead({ by, at, on: plainDate(on) });

  it('may be today or long ago', () => {
    expect(entering('2020-01-31')).not.toThrow();
    expect(entering('2010-01-31')).not.toThrow();
  });

  it('may not be tomorrow, as the day is counted in Việt Nam', () => {
    expect(entering('2020-02-01')).toThrow(/act-not-in-the-future/);
  });
});

describe('the id of an obligation', () => {
  it('is one that the queue accepts: no colon, and not a whole number', () => {
    const id = obligationId({ kind: 'open-step', subject: '7', revision: 3 });
    expect(id).toBe('open-step_7_3');
    expect(id).not.toContain(':');
    expect(Number.isNaN(Number(id))).toBe(true);
  });

  it('tells apart what is owed after different events', () => {
    const owed = { kind: 'enact', subject: 'to-trinh-1', revision: 8 };
    expect(obligationId(owed)).not.toBe(obligationId({ ...owed, revision: 9 }));
    expect(obligationId(owed)).not.toBe(obligationId({ ...owed, kind: 'open-step' }));
  });
});

describe('a private text', () => {
  it('is kept in one spelling, however its tone marks were typed', () => {
    const typed = 'Hoà Bình'.normalize('NFD');
    expect(privateText('p', typed)).toEqual({ $private: 'p', text: 'Hoà Bình'.normalize('NFC') });
  });
});

describe('a refusal', () => {
  it('names its rule and speaks both languages', () => {
    const refusal = new Refusal('conflict', 'some-rule', { vi: 'Không được.', en: 'No.' });
    expect(refusal).toMatchObject({ code: 'conflict', rule: 'some-rule', name: 'Refusal' });
    expect(refusal.message).toBe('some-rule: No.');
  });

  it('is not the same as a broken invariant', () => {
    expect(() => invariant(true, 'holds')).not.toThrow();
    expect(() => invariant(false, 'broken')).toThrow(InvariantBroken);
  });
});
