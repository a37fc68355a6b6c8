import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';

import type { EdgeProblem } from './problem.js';
import { textOnly } from './text-only.js';

/** What a body is refused with; `undefined` where it is let through. */
function refusalOf(body: unknown): EdgeProblem | undefined {
  let answer: EdgeProblem | undefined;
  textOnly({ body } as Request, {} as Response, (error?: unknown) => {
    answer = error as EdgeProblem | undefined;
  });
  return answer;
}

describe('a body', () => {
  it.each([
    undefined,
    null,
    {},
    { name: 'Nguyễn Thị Mẫu 🌾', age: 3, tags: ['a', { b: null }] },
    JSON.parse('['.repeat(32) + ']'.repeat(32)) as unknown,
  ])('of whole text is let through', (body) => {
    expect(refusalOf(body)).toBeUndefined();
  });

  it.each([
    [{ name: 'A\0' }, '/name'],
    [
      { ok: 'x', details: { assignments: ['x', { note: 'a\ud800' }] } },
      '/details/assignments/1/note',
    ],
    [{ deep: [['\udc00x']] }, '/deep/0/0'],
    [{ 'a\ud800': '\0' }, '/a\ufffd'],
  ])('of other text is refused with the field', (body, pointer) => {
    const refused = refusalOf(body);
    expect(refused).toMatchObject({ status: 400, code: 'text-readable', fields: [{ pointer }] });
    expect(refused?.sentence.vi).toContain(pointer);
    expect(refused?.sentence.en).toContain(pointer);
  });

  it('that goes deeper than any request does is refused before others lose themselves in it', () => {
    const body = JSON.parse('['.repeat(40_000) + ']'.repeat(40_000)) as unknown;
    expect(refusalOf(body)).toMatchObject({ status: 400, code: 'http-400' });
  });
});
