import { describe, expect, it } from '@jest/globals';

import { stepWordsOf, withWords } from './data-words.js';

describe('an event of a step', () => {
  it('is told with step and answer', () => {
    const event = (step: string, answer: string) =>
      stepWordsOf({ type: 'StepAnswered', data: { step, answer } });
    expect(event('appraisal', 'approve')).toBe('Trả lời ở bước Thẩm định: đồng ý');
    expect(event('conclusion', 'defer')).toBe(
      'Trả lời ở bước Kết luận của Ban Thường vụ: hoãn xem xét',
    );
    expect(event('buoc-rieng', 'reject')).toBe('Trả lời ở bước buoc-rieng: không đồng ý');
  });

  it('is told with whom it goes to', () => {
    const body = { role: 'organisation-commission', unitId: 'vinh-tuong' };
    expect(stepWordsOf({ type: 'StepOpened', data: { step: 'reception', body } })).toBe(
      'Chuyển đến bước Tiếp nhận (Ban Tổ chức, vinh-tuong)',
    );
  });

  it('is no other', () => {
    expect(stepWordsOf({ type: 'DecisionIssued', data: { step: 'issuance' } })).toBeNull();
    expect(stepWordsOf({ type: 'StepAnswered', data: {} })).toBeNull();
  });
});

describe('a line of what an event says', () => {
  it.each([
    ['  "answer": "approve",', '  "answer": "approve",  # trả lời: đồng ý'],
    ['  "step": "conclusion"', '  "step": "conclusion"  # bước: Kết luận của Ban Thường vụ'],
    ['    "inFavour": 10,', '    "inFavour": 10,  # phiếu đồng ý'],
    ['  "minutes": {', '  "minutes": {  # biên bản'],
    ['  "answer": "constructor"', '  "answer": "constructor"  # trả lời'],
    ['  "unheardOf": 1', '  "unheardOf": 1'],
    ['  },', '  },'],
  ])('has its words behind it, where there are any: %s', (line, said) => {
    expect(withWords(line)).toBe(said);
  });
});
