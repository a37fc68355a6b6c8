import type { BallotRule, FieldProblem } from '../../api/contract.js';
import { dayFaults } from '../../parts/fields/day/day-faults.js';
import type { Words } from '../../words/context.js';
import { countsIn, isPossible, majorityIn } from './ballot.js';
import { answerFaults } from '../answer-faults.js';
import type { StepEntry } from '../step-form.js';

const FIELDS = ['number', 'heldOn', 'summoned', 'present', 'inFavour', 'against'] as const;

/** Anything but approval, and approval at exactly the threshold. */
export function needsReason(entry: StepEntry, ballot: BallotRule | null): boolean {
  if (entry.answer === '') return false;
  if (entry.answer !== 'approve') return true;
  const counts = countsIn(entry.minutes);
  return counts !== null && ballot !== null && majorityIn(counts, ballot) === 'half';
}

/** A vote needs its minutes; a case returned or deferred may have been put off without a count. */
export function meetingFaults(
  entry: StepEntry,
  ballot: BallotRule | null,
  words: Words,
): FieldProblem[] {
  const isVote = entry.answer !== 'return' && entry.answer !== 'defer';
  return [
    ...(isVote || isBegun(entry) ? minutesFaults(entry, words) : []),
    ...answerFaults(entry, needsReason(entry, ballot), words),
  ];
}

function isBegun({ minutes }: StepEntry): boolean {
  return Object.values(minutes).some((typed) => typed.trim() !== '');
}

function minutesFaults({ minutes: typed }: StepEntry, words: Words): FieldProblem[] {
  const { minutes } = words;
  const counts = countsIn(typed);
  const missing = FIELDS.filter((name) => !isFilled(name, typed[name])).map((name) => ({
    pointer: `/minutes/${name}`,
    detail: minutes.missing(minutes[name]),
  }));
  const found = [...missing, ...dayFaults('/minutes/heldOn', typed.heldOn, words)];
  if (counts === null || isPossible(counts)) return found;
  return [...found, { pointer: '/minutes/present', detail: minutes.impossible }];
}

function isFilled(name: string, value: string): boolean {
  return name === 'number' || name === 'heldOn'
    ? value.trim() !== ''
    : /^\s*\d{1,4}\s*$/.test(value);
}
