import { Controller, Get, StreamableFile } from '@nestjs/common';

import { For } from '../edge/access.guard.js';
import { LogExports } from '../service/log-exports.js';

@Controller('operator')
export class ExportController {
  constructor(private readonly exports: LogExports) {}

  /** The whole log as JSON Lines; private texts stay sealed. */
  @Get('export')
  @For('operator')
  async export(): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.open(), { type: 'application/jsonl' });
  }
}
