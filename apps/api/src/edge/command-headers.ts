import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';

import { EdgeProblem } from './problem.js';

function requestOf(context: ExecutionContext): Request {
  return context.switchToHttp().getRequest<Request>();
}

/** `Idempotency-Key`: the id of the command, a UUID chosen by the client and kept over retries. */
export const CommandId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => {
    const key = requestOf(context).headers['idempotency-key'];
    if (typeof key === 'string' && isUuid(key)) return key.toLowerCase();
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
