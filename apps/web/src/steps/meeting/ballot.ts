import type { BallotRule, Fraction, Minutes } from '../../api/contract.js';
import type { StepEntry } from '../step-form.js';

type Counts = Pick<Minutes, 'summoned' | 'present' | 'inFavour' | 'against'>;

/** The count as far as it is typed; `null` while a number is missing or not whole. */
export function countsIn(typed: StepEntry['minutes']): Counts | null {
  const counts = {
    summoned: wholeNumber(typed.summoned),
    present: wholeNumber(typed.present),
    inFavour: wholeNumber(typed.inFavour),
    against: wholeNumber(typed.against),
  };
  const isWhole = Object.values(counts).every((count) => !Number.isNaN(count));
  return isWhole ? counts : null;
}

export function wholeNumber(typed: string): number {
  return /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : Number.NaN;
}

export function isPossible({ summoned, present, inFavour, against }: Counts): boolean {
  return summoned > 0 && present <= summoned && inFavour + against <= present;
}

export function hasQuorum({ summoned, present }: Counts, { quorum }: BallotRule): boolean {
  return compareShare(present, summoned, quorum) >= 0;
}

export type Majority = 'passed' | 'half' | 'notPassed';

/** Both shares are of those summoned, as the rules have it. */
export function majorityIn({ summoned, inFavour }: Counts, { passOver }: BallotRule): Majority {
  const share = compareShare(inFavour, summoned, passOver);
  if (share === 0) return 'half';
  return share > 0 ? 'passed' : 'notPassed';
}

/** −1, 0 or 1 as part ÷ whole is below, exactly or above the fraction; whole numbers throughout. */
function compareShare(part: number, whole: number, fraction: Fraction): number {
  return Math.sign(part * fraction.denominator - whole * fraction.numerator);
}
