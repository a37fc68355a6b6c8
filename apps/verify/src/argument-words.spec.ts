import { parseArgs } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { argumentWords } from './argument-words.js';

function said(...args: string[]): string | null {
  try {
    parseArgs({
      args,
      allowPositionals: true,
      options: { vkey: { type: 'string', multiple: true }, json: { type: 'boolean' } },
    });
  } catch (error) {
    return argumentWords(error);
  }
  throw new Error('Nothing was refused.');
}

describe('what the verifier refuses of its arguments', () => {
  it.each([
    [['--khac'], 'Không có tùy chọn --khac.'],
    [['so.jsonl', '-x'], 'Không có tùy chọn -x.'],
    [['--no-json'], 'Không có tùy chọn --no-json.'],
    [['--x\ny'], 'Không có tùy chọn --x\ny.'],
    [['--vkey'], 'Tùy chọn --vkey cần một giá trị đi kèm.'],
    [['--vkey', '--json'], 'Tùy chọn --vkey cần một giá trị đi kèm.'],
    [['--json=1'], 'Tùy chọn --json không nhận giá trị nào.'],
  ])('is said in Vietnamese: %j', (args, sentence) => {
    expect(said(...args)).toBe(sentence);
  });
});

it.each([new Error('a bug'), 'no error', null])('any other error is none of them: %s', (error) => {
  expect(argumentWords(error)).toBeNull();
});
