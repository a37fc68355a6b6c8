import type { NextFunction, Request, Response } from 'express';

import { unreadable, wrongText } from './problem.js';

/** No request here goes half as deep. */
const DEPTH_MAX = 32;

/**
 * Half a character, or none, is no text: it could not be written down, or not be read again. Names
 * the field, after the body was parsed and before anything else looks at it.
 */
export function textOnly(request: Request, _response: Response, next: NextFunction): void {
  try {
    requireText(request.body, '', 0);
    next();
  } catch (error) {
    next(error);
  }
}

function requireText(value: unknown, pointer: string, depth: number): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0')) throw wrongText(pointer);
  } else if (typeof value === 'object' && value !== null) {
    if (depth === DEPTH_MAX) throw unreadable();
    for (const [key, part] of Object.entries(value))
      requireText(part, `${pointer}/${key.toWellFormed()}`, depth + 1);
  }
}
