import { addMonths, dayByKey, weeksOf } from './month.js';

describe('a month', () => {
  it('has its weeks from Monday on', () => {
    const weeks = weeksOf('2026-04-15'); // the first was a Wednesday
    expect(weeks).toHaveLength(5);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks[0]?.slice(0, 3)).toEqual([null, null, '2026-04-01']);
    expect(weeks[4]?.slice(3)).toEqual(['2026-04-30', null, null, null]);
  });

  it('may fill four weeks, or touch six', () => {
    expect(weeksOf('2027-02-10').flat()).not.toContain(null);
    expect(weeksOf('2027-02-10')).toHaveLength(4);
    expect(weeksOf('2026-08-01')).toHaveLength(6);
  });

  it('is as long as the calendar says', () => {
    const length = (day: string) => weeksOf(day).flat().filter(Boolean).length;
    expect(['2026-02-01', '2028-02-01', '2026-12-31'].map(length)).toEqual([28, 29, 31]);
  });

  it('later may be shorter', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });
});

describe('a key in the grid', () => {
  it.each([
    ['ArrowLeft', '2026-03-31'],
    ['ArrowRight', '2026-04-02'],
    ['ArrowUp', '2026-03-25'],
    ['ArrowDown', '2026-04-08'],
    ['Home', '2026-03-30'],
    ['End', '2026-04-05'],
    ['PageUp', '2026-03-01'],
    ['PageDown', '2026-05-01'],
  ])('%s leads to %s', (key, day) => expect(dayByKey('2026-04-01', key)).toBe(day));

  it('that is none of the grid leads nowhere', () => {
    expect(dayByKey('2026-04-01', 'Tab')).toBeNull();
    expect(dayByKey('2026-04-01', 'toString')).toBeNull();
  });
});
