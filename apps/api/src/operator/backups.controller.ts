import { Body, Controller, Post, Res } from '@nestjs/common';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import type { Response } from 'express';

import { Refusal } from '#libs/domain';
import { LogReadOnly, PlaceRefused, UnusableBackup } from '#libs/seals';

import { For } from '../edge/access.guard.js';
import { Backups } from '../service/backups.js';
import { diskTrouble } from '../service/disk-words.js';

const PATH_MAX = 4_000;

class BackupDto {
  /** An absolute path on the machine of the service. */
  @IsString() @IsNotEmpty() @MaxLength(PATH_MAX) @Matches(/^\//) to!: string;
}

@Controller('operator')
export class BackupsController {
  constructor(private readonly backups: Backups) {}

  /** Answers lines of JSON while it copies: stage, done, total; last `backup`, or `failure` with
   * what it lies with: the place that was named, the log, or the machine. */
  @Post('backups')
  @For('operator')
  async make(@Body() { to }: BackupDto, @Res() response: Response): Promise<void> {
    response.status(201).type('application/x-ndjson');
    const say = (line: object) => response.write(`${JSON.stringify(line)}\n`);
    try {
      const backup = await this.backups.make(to, (stage, done, total) => {
        // Also where the service ends: nobody is told of it, so no keys may be left lying there.
        if (response.destroyed) throw new Error('Nobody waits for this backup any more.');
        say({ stage, done, total });
      });
      say({ backup });
    } catch (error) {
      say(failureOf(error));
    }
    response.end();
  }
}

/** The command line, which alone asks, speaks Vietnamese. */
function failureOf(error: unknown) {
  if (error instanceof Refusal) return { liesWith: 'place', failure: error.sentence.vi };
  if (error instanceof PlaceRefused) return { liesWith: 'place', failure: error.message };
  if (error instanceof LogReadOnly) return { liesWith: 'log', failure: error.fault.sentence.vi };
  if (error instanceof UnusableBackup) return { liesWith: 'log', failure: error.message };
  const failure = diskTrouble(error)?.words ?? `máy báo lỗi khi chép (${String(error)}).`;
  return { liesWith: 'machine', failure };
}
