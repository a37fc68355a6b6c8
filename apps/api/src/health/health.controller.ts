import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { ReadModels } from '#libs/read-models';
import { Seals } from '#libs/seals';

import { For } from '../edge/access.guard.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly readModels: ReadModels,
    private readonly seals: Seals,
  ) {}

  @Get('live')
  @For('anyone')
  live() {
    return { status: 'ok' };
  }

  /** Ready: questions are answered from the whole log so far, and the log is what was sealed. */
  @Get('ready')
  @For('anyone')
  ready(@Res({ passthrough: true }) response: Response) {
    const position = this.readModels.position();
    const { fault } = this.seals.condition;
    const failure = this.readModels.failure();
    if (fault || failure) response.status(503);
    if (fault) return { status: 'log-read-only', position, reason: fault.sentence.vi };
    if (failure) return { status: 'views-stopped', position: failure.position };
    return { status: 'ok', position };
  }
}
