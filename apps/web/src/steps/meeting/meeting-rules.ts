import type { BallotRule, FieldProblem } from '../../api/contract.js';
import { dayFaults } from '../../parts/fields/day/day-faults.js';
import { isDay } from '../../parts/fields/day/typed-day.js';
import { shownDay, today } from '../../parts/shown/days.js';
import type { Words } from '../../words/context.js';
import { answerFaults } from '../answer-faults.js';
import type { StepEntry, StepFormProps } from '../step-form.js';
import { countsIn, hasQuorum, isPossible, majorityIn, wholeNumber } from './ballot.js';

const FIELDS = ['number', 'heldOn', 'summoned', 'present', 'inFavour', 'against'] as const;
const COLLECTIVE_MIN = 2;

type AtHand = Pick<StepFormProps, 'ballot' | 'step'>;

/** Anything but approval, and approval at exactly the threshold. */
export function needsReason(entry: StepEntry, ballot: BallotRule | null): boolean {
  return entry.answer !== '' && (entry.answer !== 'approve' || isHalf(entry, ballot));
}

/** A vote needs its minutes; a case returned or deferred may have been put off without a count. */
export function meetingFaults(entry: StepEntry, atHand: AtHand, words: Words): FieldProblem[] {
  const { ballot } = atHand;
  const isVote = entry.answer !== 'return' && entry.answer !== 'defer';
  const asked =
    entry.answer === 'approve' ? words.step.missingHalfReason : words.step.missingReason;
  return [
    ...(isVote || isBegun(entry) ? minutesFaults(entry, atHand, words) : []),
    ...(isVote ? voteFaults(entry, ballot, words) : []),
    ...answerFaults(entry, needsReason(entry, ballot) ? asked : null, words),
  ];
}

function isHalf({ minutes }: StepEntry, ballot: BallotRule | null): boolean {
  const counts = countsIn(minutes);
  return counts !== null && ballot !== null && majorityIn(counts, ballot) === 'half';
}

function isBegun({ minutes }: StepEntry): boolean {
  return Object.values(minutes).some((typed) => typed.trim() !== '');
}

function minutesFaults({ minutes: typed }: StepEntry, { step }: AtHand, words: Words) {
  const { minutes } = words;
  const counts = countsIn(typed);
  const missing = FIELDS.filter((name) => !isFilled(name, typed[name])).map((name) => ({
    pointer: `/minutes/${name}`,
    detail: minutes.missing(minutes[name]),
  }));
  const found = [...missing, ...heldOnFaults(typed.heldOn, step.openedOn, words)];
  if (counts === null || isPossible(counts)) return found;
  return [...found, { pointer: '/minutes/present', detail: minutes.impossible }];
}

/** A meeting was held by now, and can have been about a case only once that had come to it. */
function heldOnFaults(heldOn: string, openedOn: string, words: Words): FieldProblem[] {
  const { ahead, beforeCase } = words.minutes;
  const pointer = '/minutes/heldOn';
  if (!isDay(heldOn)) return dayFaults(pointer, heldOn, words);
  if (heldOn > today()) return [{ pointer, detail: ahead }];
  return heldOn < openedOn ? [{ pointer, detail: beforeCase(shownDay(openedOn)) }] : [];
}

/** What the service would refuse: the conclusion follows from the count of a collective. */
function voteFaults(entry: StepEntry, ballot: BallotRule | null, words: Words): FieldProblem[] {
  const { alone, tooFew, contrary } = words.minutes;
  const counts = countsIn(entry.minutes);
  if (counts === null || ballot === null || !isPossible(counts)) return [];
  const { summoned, present, inFavour } = counts;
  if (summoned < COLLECTIVE_MIN) return [{ pointer: '/minutes/summoned', detail: alone }];
  if (!hasQuorum(counts, ballot))
    return [{ pointer: '/minutes/present', detail: tooFew(present, summoned) }];
  const contradicted = { passed: 'reject', notPassed: 'approve', half: null };
  const isContrary = entry.answer === contradicted[majorityIn(counts, ballot)];
  return isContrary ? [{ pointer: '/answer', detail: contrary(inFavour, summoned) }] : [];
}

function isFilled(name: keyof StepEntry['minutes'], value: string): boolean {
  return name === 'number' || name === 'heldOn'
    ? value.trim() !== ''
    : !Number.isNaN(wholeNumber(value));
}
