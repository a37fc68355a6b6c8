import { isIPv4 } from 'node:net';

import type { NextFunction, Request, Response } from 'express';

import { EdgeProblem } from './problem.js';

/**
 * Answers only under a name of this machine. A page elsewhere can make its own name lead here (DNS
 * rebinding) and is then of the same origin; the passwords of a demonstration are published.
 */
export function ownHostOnly(request: Request, _response: Response, next: NextFunction): void {
  next(isLoopbackName(request.hostname) ? undefined : misdirected());
}

/** Express takes the port off; it answers nothing where the header is missing. */
function isLoopbackName(name: string | undefined): boolean {
  if (name === undefined) return false;
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

function misdirected(): EdgeProblem {
  return new EdgeProblem(421, 'own-host', {
    vi: 'Bản chạy thử chỉ trả lời ở địa chỉ của chính máy này, như http://127.0.0.1.',
    en: 'A trial answers only at an address of this very machine, such as http://127.0.0.1.',
  });
}
