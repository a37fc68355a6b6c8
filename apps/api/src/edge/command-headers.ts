import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { validate as isUuid, v5 as uuidv5 } from 'uuid';

import { askerOf } from './access.guard.js';
import { EdgeProblem } from './problem.js';

/** Keys the ids of what comes over HTTP: never change it. */
const NAMESPACE = '3b1d6a0c-94f2-4f0e-8a77-2c5d90e1b6f4';

function requestOf(context: ExecutionContext): Request {
  return context.switchToHttp().getRequest<Request>();
}

/**
 * The id of the command, from `Idempotency-Key`: a UUID chosen by the client and kept over retries.
 * It counts for this account alone: nobody takes an id away from others, or from the service, whose
 * own ids can be worked out.
 */
export const CommandId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => {
    const key = requestOf(context).headers['idempotency-key'];
    if (typeof key === 'string' && isUuid(key))
      return uuidv5(`${askerOf(context)?.accountId ?? ''}_${key.toLowerCase()}`, NAMESPACE);
    throw new EdgeProblem(400, 'idempotency-key', {
      vi: 'Thiếu đầu mục Idempotency-Key (UUID): nhờ nó, gửi lại không bị ghi hai lần.',
      en: 'Idempotency-Key (a UUID) is missing: it keeps a repetition from being written twice.',
    });
  },
);

/** `If-Match`: the revision of the case the client saw. */
export const SeenRevision = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number => {
    const match = /^"(\d{1,9})"$/.exec(requestOf(context).headers['if-match'] ?? '');
    if (match) return Number(match[1]);
    throw new EdgeProblem(428, 'if-match', {
      vi: 'Thiếu đầu mục If-Match với phiên bản hồ sơ đã xem.',
      en: 'If-Match with the revision you saw is missing.',
    });
  },
);
