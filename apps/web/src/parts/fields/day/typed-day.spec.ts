import { fieldText, heldDay, isDay, readDay } from './typed-day.js';

const HELD = '2026-04-01';

describe('a day that somebody types', () => {
  it.each([
    '1/4/2026',
    '01/04/2026',
    '01-04-2026',
    '01.04.2026',
    '01042026',
    ' 1 / 4 / 2026 ',
    '01 04 2026',
    HELD,
  ])('is read day first: %s', (typed) => expect(readDay(typed)).toBe(HELD));

  it('may be the last of February in a leap year only', () => {
    expect(readDay('29/02/2028')).toBe('2028-02-29');
    expect(readDay('29/02/2026')).toEqual({ kind: 'no-such-day', named: '29/02/2026' });
  });

  it.each(['31/02/2026', '31022026', '31-2-2026', '2026-02-31'])('must exist: %s', (typed) =>
    expect(readDay(typed)).toEqual({ kind: 'no-such-day', named: '31/02/2026' }),
  );

  it.each(['0/4/2026', '32/4/2026'])('lies within its month: %s', (typed) =>
    expect(readDay(typed)).toMatchObject({ kind: 'no-such-day' }),
  );

  it('is never taken for a month, even where the other order would make sense', () => {
    expect(readDay('04/13/2026')).toEqual({ kind: 'no-such-month', named: '13' });
    expect(readDay('01/00/2026')).toEqual({ kind: 'no-such-month', named: '00' });
  });

  it.each(['1/4/26', '1/4/202', '1/4/20266', '1/4/0026'])('names its full year: %s', (typed) =>
    expect(readDay(typed)).toMatchObject({ kind: 'year-not-full' }),
  );

  it.each(['', 'mai', '1/4', '142026', '2026/04/01', '1//4/2026', '01042026.'])(
    'is no day in other words: %j',
    (typed) => expect(readDay(typed)).toEqual({ kind: 'unreadable', named: typed }),
  );
});

describe('what a form holds of it', () => {
  it('is the day once it can be read, and shown as on paper', () => {
    expect(heldDay('1.4.2026')).toBe(HELD);
    expect(fieldText(HELD)).toBe('01/04/2026');
    expect(isDay(HELD)).toBe(true);
  });

  it('is what was typed otherwise, so that nothing is lost', () => {
    expect(heldDay(' 31/2/2026 ')).toBe('31/2/2026');
    expect(fieldText('31/2/2026')).toBe('31/2/2026');
    expect(['', '31/2/2026', '2026-02-31', '1/4/2026'].filter(isDay)).toEqual([]);
  });
});
