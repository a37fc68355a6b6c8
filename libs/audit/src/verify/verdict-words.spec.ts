import { describe, expect, it } from '@jest/globals';

import { headerLine, parseHeader } from '../export/header-line.js';
import { verdictWords } from './verdict-words.js';

const place = { index: 0, stream: 'x\u001b[2J\nIntact: 7 events\u202e', revision: 0, id: '\u0007' };
const sentence = { vi: 'Sai.', en: 'Wrong.' };
const summary = {
  ...{ origin: '', events: 0, streams: 0, foreignEvents: 0, root: '', checkpoints: 0 },
  ...{ signedEvents: 0, witnesses: 0, witnessedEvents: 0, heldEvents: 0, trustsOnFirstUse: false },
};

describe('a verdict in words', () => {
  it('is shown as it is, whatever the log calls its streams', () => {
    const words = verdictWords({ finding: { check: 'leaf', place, since: 0, sentence }, summary });
    expect(words).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(words.split('\n')).toHaveLength(3);
    expect(words).toContain('Sai.');
  });

  it.each([
    ['checkpoint', 3, 'điểm niêm phong sau sự kiện thứ 7', 'at the checkpoint after 7 events'],
    ['log', 3, 'cuối sổ, sau sự kiện thứ 7', 'at the end, after 7 events'],
  ] as const)('accuses no event of what is wrong with a %s', (about, since, where, inEnglish) => {
    const end = { index: 7, stream: null, revision: null, id: null };
    const told = (check: 'root' | 'signature' | 'witness') =>
      verdictWords({ finding: { check, place: end, since, sentence, about }, summary });
    expect(told('root')).toContain(`(root): ${where}.`);
    expect(told('root')).toContain(`NOT INTACT ${inEnglish}: Wrong.`);
    expect(told('root')).toContain('Sự kiện sai nằm trong khoảng từ thứ 4 đến thứ 7.');
    expect(told('signature')).toContain('từ thứ 4 đến thứ 7 chưa có điểm niêm phong nào bảo đảm.');
    expect(told('witness')).toContain('từ thứ 4 đến thứ 7 chưa có bên chứng kiến nào bảo đảm.');
    expect(told('witness')).not.toMatch(/sự kiện thứ 8|event 8/);
  });

  it('tells of events that are gone or added where they must be, and of no wrong one', () => {
    const end = { index: 7, stream: null, revision: null, id: null };
    const found = { place: end, since: 3, sentence, about: 'checkpoint' } as const;
    const words = verdictWords({ finding: { check: 'checkpoint-place', ...found }, summary });
    expect(words).toContain(
      'Chỗ bị bỏ hoặc thêm nằm sau sự kiện thứ 3, đã niêm phong đúng đến đó.',
    );
    expect(words).not.toContain('Sự kiện sai');
  });

  it('says where there was nothing to hold the log against', () => {
    const told = (heldEvents: number) =>
      verdictWords({ finding: null, summary: { ...summary, heldEvents } });
    expect(told(0)).toContain('không có điểm đang giữ để so');
    expect(told(5)).toContain('khớp điểm đang giữ đến 5');
  });

  it('is about a log whose name can be shown', () => {
    const header = { origin: 'a/b', size: 0, root: '0'.repeat(64), keys: [] };
    expect(parseHeader(headerLine(header))).toEqual(header);
    for (const origin of ['', 'a\u001b[2J', 'a\nb', 'a b'])
      expect(() => parseHeader(headerLine({ ...header, origin }))).toThrow();
  });
});
