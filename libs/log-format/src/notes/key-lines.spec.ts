import { describe, expect, it } from '@jest/globals';

import { formatVerifierKey, generateSignerKey } from '../index.js';
import { keyLines } from './key-lines.js';

describe('keys in a file', () => {
  it('stand one a line, with words for people behind them or between them', () => {
    const keys = [1, 2].map(() => formatVerifierKey(generateSignerKey('sổ/1', 'note')));
    const text = `# khóa của sổ\n${keys[0]}\r\n\n  ${keys[1]}  # đã thôi ký\n`;
    expect(keyLines(text)).toEqual(keys);
    expect(keyLines('# không có\n')).toEqual([]);
  });

  it('may have a # in their name', () => {
    expect(keyLines('sổ#1+ab+cd')).toEqual(['sổ#1+ab+cd']);
  });
});
