import {
  requireActsInOrder,
  requireMetInTime,
} from '../../../../../libs/domain/src/approval/proposal/rules.js';
import { meeting } from '../../../../../libs/domain/src/approval/steps/meeting.js';
import { requireNotAhead } from '../../../../../libs/domain/src/kernel/legal-day.js';
import { plainDate } from '../../../../../libs/domain/src/kernel/plain-date.js';
import type { Refusal } from '../../../../../libs/domain/src/kernel/refusal.js';
import type { Answer } from '../../api/contract.js';
import { actDayFaults } from '../../parts/fields/day/act-day-faults.js';
import { today } from '../../parts/shown/days.js';
import { en } from '../../words/en.js';
import { vi } from '../../words/vi.js';
import { emptyEntry, type StepEntry } from '../step-form.js';
import { meetingFaults } from './meeting-rules.js';

const ballot = {
  quorum: { numerator: 2, denominator: 3 },
  passOver: { numerator: 1, denominator: 2 },
};
const step = {
  ...{ key: 'hop', kind: 'meeting' as const, label: 'Họp', openedOn: '2026-03-18', dueOn: null },
  body: { role: 'standing-committee', unitId: 'h1', label: 'Ban Thường vụ' },
} as const;

type Counts = readonly [summoned: number, present: number, inFavour: number, against: number];

function entryOf(answer: Answer, counts: Counts, heldOn = '2026-03-20'): StepEntry {
  const [summoned = '', present = '', inFavour = '', against = ''] = counts.map(String);
  const minutes = { number: '12-BB/HU', heldOn, summoned, present, inFavour, against };
  const reason = answer === 'approve' ? '' : 'Lý do.';
  return { ...emptyEntry, answer, reason, minutes };
}

const found = (entry: StepEntry, words = vi) => meetingFaults(entry, { ballot, step }, words);

/** In both languages; nothing where the service would take it. */
function refusalOf(ask: () => void): { readonly vi: string; readonly en: string } | null {
  try {
    ask();
    return null;
  } catch (refusal) {
    return (refusal as Refusal).sentence;
  }
}

function serviceOn(answer: Answer, [summoned, present, inFavour, against]: Counts) {
  const counts = { summoned, present, inFavour, against };
  const minutes = { number: '12-BB/HU', heldOn: plainDate('2026-03-20'), ...counts };
  const reason = answer === 'approve' ? null : 'Lý do.';
  const onRoute = { key: 'hop', kind: 'meeting', dueWorkingDays: 10, ballot } as never;
  return refusalOf(() => meeting.check({ answer, reason, minutes }, onRoute));
}

describe('what the service would refuse of a count is said before, at its field', () => {
  it.each<[string, Answer, Counts, string]>([
    ['in favour against the count', 'approve', [11, 10, 5, 5], '/answer'],
    ['against it the other way', 'reject', [11, 10, 8, 2], '/answer'],
    ['without a quorum', 'approve', [11, 7, 7, 0], '/minutes/present'],
    ['without a quorum, rejecting', 'reject', [11, 7, 0, 7], '/minutes/present'],
    ['one person', 'approve', [1, 1, 1, 0], '/minutes/summoned'],
    ['at exactly half, without a reason', 'approve', [10, 10, 5, 5], '/reason'],
    ['more ballots than present', 'approve', [11, 8, 7, 2], '/minutes/present'],
  ])('%s', (_what, answer, counts, pointer) => {
    const sentence = serviceOn(answer, counts);
    expect(sentence).not.toBeNull();
    expect(found(entryOf(answer, counts))).toEqual([{ pointer, detail: sentence?.vi }]);
    expect(found(entryOf(answer, counts), en)).toEqual([{ pointer, detail: sentence?.en }]);
  });

  it.each<[string, Answer, Counts]>([
    ['a majority', 'approve', [11, 10, 8, 2]],
    ['just over half', 'approve', [11, 10, 6, 4]],
    ['no majority, rejected', 'reject', [11, 10, 5, 5]],
    ['put off without a quorum', 'defer', [11, 5, 0, 0]],
  ])('and nothing of %s', (_what, answer, counts) => {
    expect(serviceOn(answer, counts)).toBeNull();
    expect(found(entryOf(answer, counts))).toEqual([]);
  });
});

describe('the day of a meeting', () => {
  const heldOn = (day: string, words = vi) => found(entryOf('approve', [11, 10, 8, 2], day), words);
  const pointer = '/minutes/heldOn';

  it('is not ahead', () => {
    expect(heldOn(today())).toEqual([]);
    expect(heldOn('2999-01-01')).toEqual([{ pointer, detail: 'Ngày họp không được ở tương lai.' }]);
  });

  it('is not before the case came, in the words of the service', () => {
    const [on, latestOn] = [plainDate('2026-03-17'), plainDate(step.openedOn)];
    const asked = { minutes: { heldOn: on }, on } as never;
    const sentence = refusalOf(() => requireMetInTime(asked, { latestOn } as never));
    expect(heldOn(step.openedOn)).toEqual([]);
    expect(heldOn(on)).toEqual([{ pointer, detail: sentence?.vi }]);
    expect(heldOn(on, en)).toEqual([{ pointer, detail: sentence?.en }]);
  });
});

describe('the day of any act', () => {
  const latestOn = plainDate('2026-03-18');
  const service = (on: string) =>
    refusalOf(() => {
      const context = { at: new Date().toISOString(), on: plainDate(on) } as never;
      requireNotAhead(context);
      requireActsInOrder(context, { latestOn } as never);
    });

  it.each(['2999-01-01', '2026-03-17'])('is refused in the words of the service: %s', (on) => {
    const sentence = service(on);
    expect(sentence).not.toBeNull();
    expect(actDayFaults(on, latestOn, vi)).toEqual([{ pointer: '/on', detail: sentence?.vi }]);
    expect(actDayFaults(on, latestOn, en)).toEqual([{ pointer: '/on', detail: sentence?.en }]);
  });

  it.each([latestOn, today()])('may be that of the latest act or today: %s', (on) => {
    expect(service(on)).toBeNull();
    expect(actDayFaults(on, latestOn, vi)).toEqual([]);
  });
});
