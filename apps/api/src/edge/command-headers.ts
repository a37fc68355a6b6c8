import {
  createParamDecorator,
  type ExecutionContext,
  type ParamDecoratorEnhancer,
} from '@nestjs/common';
import { ApiHeader, type ApiHeaderOptions } from '@nestjs/swagger';
import type { Request } from 'express';
import { validate as isUuid } from 'uuid';

import { derivedId } from '#libs/application';

import { askerOf } from './access.guard.js';
import { EdgeProblem } from './problem.js';

/** Keys the ids of what comes over HTTP: never change it. */
const NAMESPACE = '3b1d6a0c-94f2-4f0e-8a77-2c5d90e1b6f4';

/** Also says in the API's description that the call takes this header. */
function inDescription(header: ApiHeaderOptions): ParamDecoratorEnhancer {
  return (controller, method) => {
    if (method === undefined) return;
    const call = Object.getOwnPropertyDescriptor(controller, method);
    if (call) ApiHeader({ required: true, ...header })(controller, method, call);
  };
}

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
      return derivedId(key.toLowerCase(), `${NAMESPACE}_${askerOf(context)?.accountId ?? ''}`);
    throw new EdgeProblem(400, 'idempotency-key', {
      vi: `${key === undefined ? 'Thiếu đầu mục' : 'Không phải UUID: đầu mục'} Idempotency-Key; nhờ nó, gửi lại không bị ghi hai lần.`,
      en: `Idempotency-Key ${key === undefined ? 'is missing' : 'is not a UUID'}: it keeps a repetition from being written twice.`,
    });
  },
  [
    inDescription({
      name: 'Idempotency-Key',
      description:
        'Chosen by the client, and kept over retries. Version 7 begins with the time, and is written fastest.',
      schema: { type: 'string', format: 'uuid' },
    }),
  ],
);

/** `If-Match`: the revision of the case the client saw. */
export const SeenRevision = createParamDecorator(
  (_data: unknown, context: ExecutionContext): number => {
    const said = requestOf(context).headers['if-match'];
    const match = /^"(\d{1,9})"$/.exec(said ?? '');
    if (match) return Number(match[1]);
    throw new EdgeProblem(428, 'if-match', {
      vi: `${said === undefined ? 'Thiếu đầu mục If-Match' : 'Đầu mục If-Match không đúng dạng'}: phải là phiên bản hồ sơ đã xem, trong dấu ngoặc kép, ví dụ "3".`,
      en: `If-Match ${said === undefined ? 'is missing' : 'is malformed'}: it is the revision you saw, in quotes, such as "3".`,
    });
  },
  [
    inDescription({
      name: 'If-Match',
      description: 'The revision of the case that was seen, in quotes.',
      schema: { type: 'string', pattern: '^"\\d{1,9}"$' },
    }),
  ],
);
