import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';

import { ReadModels } from '#libs/read-models';
import { Seals } from '#libs/seals';

import { For } from '../edge/access.guard.js';
import { Warnings } from '../service/warnings.js';
import { WriteTrouble } from '../service/write-trouble.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly readModels: ReadModels,
    private readonly seals: Seals,
    private readonly warnings: Warnings,
    private readonly trouble: WriteTrouble,
  ) {}

  @Get('live')
  @For('anyone')
  live() {
    return { status: 'ok' };
  }

  /**
   * Ready: questions are answered from the whole log so far, the log is what was sealed, and can be
   * written. What somebody has to see to besides keeps nobody waiting.
   */
  @Get('ready')
  @For('anyone')
  async ready(@Res({ passthrough: true }) response: Response) {
    const position = this.readModels.position();
    const { fault } = this.seals.condition;
    const failure = this.readModels.failure();
    const isHeldUp = this.readModels.isHeldUp();
    const isAway = await this.trouble.lasts();
    if (fault || failure || isAway || isHeldUp) response.status(503);
    if (fault) {
      const { kind, sentence } = fault;
      return { status: 'log-read-only', position, kind, reason: sentence.vi };
    }
    if (failure) return { status: 'views-stopped', position: failure.position };
    if (isAway) return { status: 'storage-away', position, reason: this.trouble.sentence.vi };
    if (isHeldUp) return { status: 'views-held-up', position };
    const warnings = (await this.warnings.now()).map(({ sentence }) => sentence.vi);
    return { status: 'ok', position, ...(warnings.length > 0 ? { warnings } : {}) };
  }
}
