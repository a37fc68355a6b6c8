import { describe, expect, it } from '@jest/globals';

import type { CaseAnswer } from '#libs/application';
import { plainDate, type Instant } from '#libs/domain';
import type { CaseSummary } from '#libs/read-models';

import { caseInWords, summaryInWords } from './case-words.js';

const summary: CaseSummary = {
  ...{ proposalId: 'p1', kind: 'appointment', revision: 9, round: 1, step: null },
  ...{ communeId: 'x1', communeName: 'xã Mẫu', unitId: 't1', unitName: 'thôn 1' },
  status: 'enacted',
  takesEffectOn: plainDate('2020-05-01'),
  submittedOn: plainDate('2020-03-03'),
  updatedAt: '2020-03-18T05:00:00.000Z' as Instant,
};
const label = (today: string, language: 'vi' | 'en' = 'vi', found = summary) =>
  summaryInWords(found, { language, today: plainDate(today) }).statusLabel;

describe('what an enacted decision is called', () => {
  it('says from when as long as its day is ahead', () => {
    expect(label('2020-04-30')).toBe('Có hiệu lực từ 01/05/2020');
    expect(label('2020-04-30', 'en')).toBe('In effect from 01/05/2020');
  });

  it('is in effect from its day on', () => {
    expect(label('2020-05-01')).toBe('Có hiệu lực');
    expect(label('2020-05-02', 'en')).toBe('In effect');
  });

  it('is not said of one that is only issued', () => {
    expect(label('2020-04-30', 'vi', { ...summary, status: 'issued' })).toBe('Đã ban hành');
  });
});

describe('what the timeline says of a case that is passed on', () => {
  const by = { name: null, role: 'process', unitName: null };
  const passedOn = (stepKind: string, language: 'vi' | 'en') => {
    const entry = { type: 'StepOpened', answer: null, stepKind, by };
    const found = { ...summary, timeline: [entry] } as unknown as CaseAnswer;
    return caseInWords(found, { language, today: plainDate('2020-05-01') }).timeline[0]?.label;
  };

  it('names its author with the party committee, as the step names the body', () => {
    const author = { name: null, role: 'standing-committee', unitName: 'Huyện Sông Mây' };
    const entry = { type: 'StepAnswered', answer: 'approve', stepKind: 'meeting', by: author };
    const found = { ...summary, timeline: [entry] } as unknown as CaseAnswer;
    const shown = caseInWords(found, { language: 'vi', today: plainDate('2020-05-01') });
    expect(shown.timeline[0]?.by.unitName).toBe('Huyện ủy Sông Mây');
  });

  it.each([
    ['reception', 'Chuyển đến tiếp nhận', 'Passed on to reception'],
    [
      'meeting',
      'Chuyển đến kết luận của Ban Thường vụ',
      'Passed on to conclusion of the standing committee',
    ],
  ])('to its %s keeps the capitals of the body', (stepKind, vi, en) => {
    expect([passedOn(stepKind, 'vi'), passedOn(stepKind, 'en')]).toEqual([vi, en]);
  });
});
