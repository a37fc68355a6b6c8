import { countsIn, hasQuorum, isPossible, majorityIn } from './ballot.js';

const rule = {
  quorum: { numerator: 2, denominator: 3 },
  passOver: { numerator: 1, denominator: 2 },
};

describe('the count of a meeting', () => {
  it('is read only when every number is whole', () => {
    expect(countsIn(typed('13', '9', '8', '1'))).toEqual(counts(13, 9, 8, 1));
    expect(countsIn(typed('13', '9', '8', ''))).toBeNull();
    expect(countsIn(typed('13', '9', '7.5', '1'))).toBeNull();
    expect(countsIn(typed('13', '-9', '8', '1'))).toBeNull();
  });

  it('is possible within those present, and those within the summoned', () => {
    expect(isPossible(counts(13, 9, 8, 1))).toBe(true);
    expect(isPossible(counts(13, 14, 8, 1))).toBe(false);
    expect(isPossible(counts(13, 9, 8, 2))).toBe(false);
    expect(isPossible(counts(0, 0, 0, 0))).toBe(false);
  });

  it('has a quorum from exactly the fraction on', () => {
    expect(hasQuorum(counts(12, 8, 0, 0), rule)).toBe(true);
    expect(hasQuorum(counts(13, 8, 0, 0), rule)).toBe(false);
    expect(hasQuorum(counts(13, 9, 0, 0), rule)).toBe(true);
  });

  it('passes only over the fraction of those summoned', () => {
    expect(majorityIn(counts(13, 9, 7, 2), rule)).toBe('passed');
    expect(majorityIn(counts(12, 9, 6, 3), rule)).toBe('half');
    expect(majorityIn(counts(13, 9, 6, 3), rule)).toBe('notPassed');
  });
});

function typed(summoned: string, present: string, inFavour: string, against: string) {
  return { number: '1', heldOn: '2026-01-01', summoned, present, inFavour, against };
}

function counts(summoned: number, present: number, inFavour: number, against: number) {
  return { summoned, present, inFavour, against };
}
