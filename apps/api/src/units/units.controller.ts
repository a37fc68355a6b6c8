import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';

import { DiffQuestion, ReplayQuestion, TitleMapQuestion, UnitQuestion } from '#libs/application';
import type { Actor, Instant, PlainDate } from '#libs/domain';

import { Asking, For } from '../edge/access.guard.js';
import { IsDay, IsMoment } from '../edge/fields.js';
import { PositionQueryDto } from '../edge/page-query.dto.js';
import { DiffQueryDto, diffOf, momentOf } from './past.dto.js';

class TitleMapQueryDto extends PositionQueryDto {
  @IsOptional() @IsDay() asOf?: PlainDate;
  @IsOptional() @IsMoment() knownAt?: Instant;
}

@Controller('units')
export class UnitsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':unitId')
  @For('account')
  unit(@Param('unitId') unitId: string, @Query() _query: PositionQueryDto, @Asking() actor: Actor) {
    return this.queries.execute(new UnitQuestion(actor, unitId));
  }

  @Get(':unitId/title-map')
  @For('account')
  titleMap(
    @Param('unitId') unitId: string,
    @Query() { asOf, knownAt }: TitleMapQueryDto,
    @Asking() actor: Actor,
  ) {
    const moment = momentOf(knownAt);
    return this.queries.execute(new TitleMapQuestion(actor, unitId, asOf ?? null, moment));
  }

  /** As the title map, from the events alone; of a district or province the sums. */
  @Get(':unitId/replay')
  @For('account')
  replay(
    @Param('unitId') unitId: string,
    @Query() { asOf, knownAt }: TitleMapQueryDto,
    @Asking() actor: Actor,
  ) {
    const moment = momentOf(knownAt);
    return this.queries.execute(new ReplayQuestion(actor, unitId, asOf ?? null, moment));
  }

  /** What is different between two legal days, each as it was known at a moment. */
  @Get(':unitId/diff')
  @For('account')
  diff(@Param('unitId') unitId: string, @Query() query: DiffQueryDto, @Asking() actor: Actor) {
    return this.queries.execute(new DiffQuestion(actor, diffOf(unitId, query)));
  }
}
