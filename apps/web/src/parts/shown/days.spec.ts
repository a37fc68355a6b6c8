import { daysBetween, shownDay, shownMoment, today } from './days.js';

describe('days on screen', () => {
  it('are written day first', () => expect(shownDay('2026-04-01')).toBe('01/04/2026'));

  it('follow the clock of Viet Nam', () => {
    expect(shownMoment('2026-03-31T17:30:00.000Z')).toBe('01/04/2026 00:30');
    expect(today(new Date('2026-03-31T17:30:00Z'))).toBe('2026-04-01');
    expect(today(new Date('2026-03-31T16:30:00Z'))).toBe('2026-03-31');
  });

  it('are counted by the calendar, over month ends and backwards', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
    expect(daysBetween('2026-03-02', '2026-02-27')).toBe(-3);
    expect(daysBetween('2026-03-02', '2026-03-02')).toBe(0);
  });
});
