import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { PeopleQuestion } from '#libs/application';
import type { Actor } from '#libs/domain';

import { Asking, For } from '../edge/access.guard.js';
import { PositionQueryDto } from '../edge/page-query.dto.js';

const WORD_MAX = 100;

class PeopleQueryDto extends PositionQueryDto {
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) communeId!: string;
}

@Controller('people')
export class PeopleController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @For('account')
  async list(@Query() { communeId }: PeopleQueryDto, @Asking() actor: Actor) {
    return { people: await this.queries.execute(new PeopleQuestion(actor, communeId)) };
  }
}
