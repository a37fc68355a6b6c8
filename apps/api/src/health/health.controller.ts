import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { ReadModels } from '#libs/read-models';

import { For } from '../edge/access.guard.js';

@Controller('health')
export class HealthController {
  constructor(private readonly readModels: ReadModels) {}

  @Get('live')
  @For('anyone')
  live() {
    return { status: 'ok' };
  }

  /** Ready means that questions are answered from the whole log so far. */
  @Get('ready')
  @For('anyone')
  ready(@Res({ passthrough: true }) response: Response) {
    const failure = this.readModels.failure();
    if (failure) response.status(503);
    return failure
      ? { status: 'views-stopped', position: failure.position }
      : { status: 'ok', position: this.readModels.position() };
  }
}
