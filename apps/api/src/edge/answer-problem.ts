import type { Request, Response } from 'express';

import { sayConstraint } from '../words/field-words.js';
import { languageOf } from './language.js';
import type { EdgeProblem } from './problem.js';

/** An RFC 9457 problem in the language of whoever asks. */
export function answerProblem(problem: EdgeProblem, request: Request, response: Response): void {
  const language = languageOf(request);
  response
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .json({
      type: 'about:blank',
      status: problem.status,
      code: problem.code,
      title: problem.sentence[language],
      detail: problem.sentence[language],
      errors: problem.fields.map(({ pointer, constraint }) => ({
        pointer,
        detail: sayConstraint(constraint, language),
      })),
    });
}
