import { Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { AggregateReader } from '#libs/aggregates';
import { loadWorld, SetUp } from '#libs/application';
import { replayStaffing } from '#libs/audit';
import type { Instant, PlainDate } from '#libs/domain';
import { Sessions } from '#libs/sessions';

import { For } from '../edge/access.guard.js';
import { IsDay, IsMoment } from '../edge/fields.js';
import { EdgeProblem } from '../edge/problem.js';
import { DemonstrationPolicy } from '../session/demonstration-policy.js';
import { noReplay } from './no-replay.js';
import { Worlds } from './worlds.js';

const ID_MAX = 200;

class ReplayQueryDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) unitId!: string;
  @IsDay() asOf!: PlainDate;
  @IsOptional() @IsMoment() knownAt?: Instant;
  @IsOptional() @IsDay() salaryOn?: PlainDate;
}

/** What the command line asks of a running service, with the credential of the data directory. */
@Controller('operator')
export class OperatorController {
  constructor(
    private readonly reader: AggregateReader,
    private readonly setUp: SetUp,
    private readonly sessions: Sessions,
    private readonly worlds: Worlds,
    private readonly demonstration: DemonstrationPolicy,
  ) {}

  @Get('replay')
  @For('operator')
  async replay(@Query() { unitId, asOf, knownAt, salaryOn }: ReplayQueryDto) {
    const request = { unitId, asOf, knownAt: knownAt ?? null, salaryOn: salaryOn ?? null };
    const replayed = await replayStaffing(this.reader, request);
    if (typeof replayed === 'string') throw noReplay(replayed, unitId);
    return replayed;
  }

  @Put('worlds/:worldId')
  @HttpCode(204)
  @For('operator')
  async load(@Param('worldId') worldId: string): Promise<void> {
    if (!this.demonstration.isTrial) throw notInProduction();
    await loadWorld(this.worlds.byId(worldId), this.setUp, this.sessions);
  }
}

function notInProduction(): EdgeProblem {
  return new EdgeProblem(403, 'demonstration-only', {
    vi: 'Dữ liệu minh họa chỉ nạp được khi chạy thử trên máy này, không nạp vào hệ thống thật.',
    en: 'Sample data can be loaded in a trial on this machine only, never in production.',
  });
}
