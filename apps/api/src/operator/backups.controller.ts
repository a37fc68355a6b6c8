import { Body, Controller, Post, Res } from '@nestjs/common';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import type { Response } from 'express';

import { Refusal } from '#libs/domain';
import { LogReadOnly, PlaceRefused, UnusableBackup } from '#libs/seals';

import { For } from '../edge/access.guard.js';
import { Backups } from '../service/backups.js';

const PATH_MAX = 4_000;

class BackupDto {
  /** An absolute path on the machine of the service. */
  @IsString() @IsNotEmpty() @MaxLength(PATH_MAX) @Matches(/^\//) to!: string;
}

@Controller('operator')
export class BackupsController {
  constructor(private readonly backups: Backups) {}

  /** Answers lines of JSON while it copies: stage, done, total; last `backup` or `failure`, of
   * which `isRefused` says that the place named cannot take a backup. */
  @Post('backups')
  @For('operator')
  async make(@Body() { to }: BackupDto, @Res() response: Response): Promise<void> {
    response.status(201).type('application/x-ndjson');
    const say = (line: object) => response.write(`${JSON.stringify(line)}\n`);
    try {
      const backup = await this.backups.make(to, (stage, done, total) =>
        say({ stage, done, total }),
      );
      say({ backup });
    } catch (error) {
      const isRefused = error instanceof PlaceRefused || error instanceof Refusal;
      say({ isRefused, failure: failureWords(error) });
    }
    response.end();
  }
}

/** The command line, which alone asks, speaks Vietnamese. */
function failureWords(error: unknown): string {
  if (error instanceof Refusal) return error.sentence.vi;
  if (error instanceof LogReadOnly) return error.fault.sentence.vi;
  return error instanceof UnusableBackup ? error.message : String(error);
}
