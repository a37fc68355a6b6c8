import type { Request, Response } from 'express';

import { answerProblem } from './answer-problem.js';
import { languageOf } from './language.js';
import { nothingHere } from './problem.js';

const HOME = { vi: 'Về trang chính', en: 'To the main page' } as const;

/** For every address that nobody answered: a page for whoever browses, a problem for a program. */
export function nowhere(request: Request, response: Response): void {
  const problem = nothingHere();
  response.vary('Accept');
  if (request.accepts(['json', 'html']) !== 'html') {
    answerProblem(problem, request, response);
    return;
  }
  const language = languageOf(request);
  const sentence = problem.sentence[language];
  response
    .status(problem.status)
    .type('html')
    .send(
      `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${sentence}</title>` +
        `<p>${sentence}</p><p><a href="/">${HOME[language]}</a></p></html>\n`,
    );
}
