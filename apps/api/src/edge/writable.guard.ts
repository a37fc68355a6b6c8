import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import type { Core } from '../service/core.js';

/** What changes nothing in the log, or is what mends it. */
const OUTSIDE_THE_LOG = /^\/api\/v1\/(session|operator)(\/|$)/;

/** While the log is read-only no command is looked at any further. */
export class WritableGuard implements CanActivate {
  constructor(private readonly core: Pick<Core, 'seals'>) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, path } = context.switchToHttp().getRequest<Request>();
    const isQuestion = method === 'GET' || method === 'HEAD';
    if (!isQuestion && !OUTSIDE_THE_LOG.test(path)) this.core.seals.condition.requireWritable();
    return true;
  }
}
