import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';

import type { ReadModels } from '#libs/read-models';

import { askerOf } from './access.guard.js';
import { EdgeProblem } from './problem.js';

const WAIT_MAX_MS = 5_000;

/** Read your writes: `?minPosition=` waits until the read models have come that far. */
export class MinPositionInterceptor implements NestInterceptor {
  constructor(private readonly readModels: ReadModels) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { minPosition } = context.switchToHttp().getRequest<Request>().query;
    const position = typeof minPosition === 'string' ? Number(minPosition) : 0;
    // Nobody unknown keeps the service waiting.
    if (askerOf(context) && Number.isSafeInteger(position) && position > this.readModels.position())
      await this.#reach(position);
    return next.handle();
  }

  async #reach(position: number): Promise<void> {
    if (await this.readModels.waitFor(position, WAIT_MAX_MS)) return;
    const sentence = {
      vi: 'Dữ liệu đang được cập nhật. Hãy thử lại sau ít giây.',
      en: 'The data is being brought up to date. Try again in a few seconds.',
    };
    throw new EdgeProblem(503, 'views-up-to-date', sentence, [], { 'Retry-After': '2' });
  }
}
