import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';

import {
  AskErasure,
  ErasuresQuestion,
  PositionsHeldQuestion,
  type ErasureAsk,
} from '#libs/application';
import type { Actor, JsonObject } from '#libs/domain';
import type { AppendResult } from '#libs/event-store';

import { Asking, For } from '../edge/access.guard.js';
import { CommandId } from '../edge/command-headers.js';
import { PageQueryDto, pageOf } from '../edge/page-query.dto.js';
import { AnswerErasureDto, PlaceLegalHoldDto, ProposeErasureDto } from './erasures.dto.js';

/** Personal data is erased by two persons: one proposes, another approves. */
@Controller('erasures')
export class ErasuresController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @For('account')
  list(@Query() query: PageQueryDto, @Asking() actor: Actor) {
    return this.queries.execute(new ErasuresQuestion(actor, pageOf(query)));
  }

  @Post()
  @For('account')
  async propose(
    @Body() { kind, subjectId, basis }: ProposeErasureDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
  ) {
    const { ground, reference } = basis;
    const ask = { type: 'ProposeErasure', kind, basis: { ground, reference } } as const;
    const asked = await this.#ask(subjectId, ask, { commandId, actor });
    const positionsHeld = await this.queries.execute(new PositionsHeldQuestion(subjectId));
    return { subjectId, ...asked, positionsHeld };
  }

  @Post(':subjectId/approval')
  @HttpCode(200)
  @For('account')
  approve(
    @Param('subjectId') subjectId: string,
    @Body() _nothing: AnswerErasureDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
  ) {
    return this.#ask(subjectId, { type: 'ApproveErasure' }, { commandId, actor });
  }

  @Post(':subjectId/refusal')
  @HttpCode(200)
  @For('account')
  decline(
    @Param('subjectId') subjectId: string,
    @Body() _nothing: AnswerErasureDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
  ) {
    return this.#ask(subjectId, { type: 'DeclineErasure' }, { commandId, actor });
  }

  @Post(':subjectId/hold')
  @HttpCode(200)
  @For('account')
  hold(
    @Param('subjectId') subjectId: string,
    @Body() { kind, reference }: PlaceLegalHoldDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
  ) {
    const ask = { type: 'PlaceLegalHold', kind, reference } as const;
    return this.#ask(subjectId, ask, { commandId, actor });
  }

  @Post(':subjectId/release')
  @HttpCode(200)
  @For('account')
  release(
    @Param('subjectId') subjectId: string,
    @Body() _nothing: AnswerErasureDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
  ) {
    return this.#ask(subjectId, { type: 'LiftLegalHold' }, { commandId, actor });
  }

  #ask(
    subjectId: string,
    ask: ErasureAsk,
    { commandId, actor }: { readonly commandId: string; readonly actor: Actor },
  ): Promise<AppendResult> {
    const request = {
      commandId,
      body: { ...ask, subjectId } as unknown as JsonObject,
      actor,
      expectedRevision: null,
      correlationId: subjectId,
      causationId: null,
    };
    return this.commands.execute(new AskErasure(subjectId, ask, request));
  }
}
