import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';

import { TitleMapQuestion, UnitQuestion } from '#libs/application';
import type { Actor, Instant, PlainDate } from '#libs/domain';

import { Asking, For } from '../edge/access.guard.js';
import { IsDay, IsMoment } from '../edge/fields.js';
import { PositionQueryDto } from '../edge/page-query.dto.js';

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
    return this.queries.execute(new TitleMapQuestion(actor, unitId, asOf ?? null, knownAt ?? null));
  }
}
