import { Body, Controller, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Response } from 'express';

import { AskProposal, derivedId, type ProposalAsk } from '#libs/application';
import type { Actor, JsonObject, PlainDate } from '#libs/domain';
import type { AppendResult } from '#libs/event-store';

import { Asking, For } from '../edge/access.guard.js';
import { CommandId, SeenRevision } from '../edge/command-headers.js';
import {
  AnswerStepDto,
  DraftProposalDto,
  IssueDecisionDto,
  ReviseProposalDto,
  subjectOf,
  SubmitProposalDto,
  WithdrawProposalDto,
} from './proposals.dto.js';

interface Asked {
  readonly commandId: string;
  readonly actor: Actor;
  readonly expectedRevision: number | null;
  readonly on: PlainDate | undefined;
}

@Controller('proposals')
export class ProposalCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @For('account')
  async draft(
    @Body() body: DraftProposalDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { communeId, takesEffectOn, justification, on } = body;
    const proposalId = derivedId(commandId, 'proposal');
    const written = { subject: subjectOf(body), takesEffectOn, justification };
    const answer = await this.#ask(
      proposalId,
      { type: 'DraftProposal', communeId, ...written },
      { commandId, actor, expectedRevision: null, on },
    );
    response.location(`/api/v1/proposals/${proposalId}`);
    return { proposalId, ...answer };
  }

  @Put(':proposalId/content')
  @For('account')
  revise(
    @Param('proposalId') proposalId: string,
    @Body() body: ReviseProposalDto,
    @CommandId() commandId: string,
    @SeenRevision() expectedRevision: number,
    @Asking() actor: Actor,
  ) {
    const { takesEffectOn, justification, on } = body;
    const written = { subject: subjectOf(body), takesEffectOn, justification };
    const asked = { commandId, actor, expectedRevision, on };
    return this.#ask(proposalId, { type: 'ReviseProposal', ...written }, asked);
  }

  @Post(':proposalId/submission')
  @HttpCode(200)
  @For('account')
  submit(
    @Param('proposalId') proposalId: string,
    @Body() { on }: SubmitProposalDto,
    @CommandId() commandId: string,
    @SeenRevision() expectedRevision: number,
    @Asking() actor: Actor,
  ) {
    const asked = { commandId, actor, expectedRevision, on };
    return this.#ask(proposalId, { type: 'SubmitProposal' }, asked);
  }

  @Post(':proposalId/withdrawal')
  @HttpCode(200)
  @For('account')
  withdraw(
    @Param('proposalId') proposalId: string,
    @Body() { on }: WithdrawProposalDto,
    @CommandId() commandId: string,
    @SeenRevision() expectedRevision: number,
    @Asking() actor: Actor,
  ) {
    const asked = { commandId, actor, expectedRevision, on };
    return this.#ask(proposalId, { type: 'WithdrawProposal' }, asked);
  }

  @Post(':proposalId/answers')
  @HttpCode(200)
  @For('account')
  answer(
    @Param('proposalId') proposalId: string,
    @Body() body: AnswerStepDto,
    @CommandId() commandId: string,
    @SeenRevision() expectedRevision: number,
    @Asking() actor: Actor,
  ) {
    const { step, answer, reason, minutes } = body;
    const given = { step, answer, reason: reason ?? null, minutes: minutes ?? null };
    const asked = { commandId, actor, expectedRevision, on: body.on };
    return this.#ask(proposalId, { type: 'AnswerStep', ...given }, asked);
  }

  @Post(':proposalId/decision')
  @HttpCode(200)
  @For('account')
  issue(
    @Param('proposalId') proposalId: string,
    @Body() { on, ...paper }: IssueDecisionDto,
    @CommandId() commandId: string,
    @SeenRevision() expectedRevision: number,
    @Asking() actor: Actor,
  ) {
    const asked = { commandId, actor, expectedRevision, on };
    return this.#ask(proposalId, { type: 'IssueDecision', ...paper }, asked);
  }

  #ask(
    proposalId: string,
    ask: ProposalAsk,
    { commandId, actor, expectedRevision, on }: Asked,
  ): Promise<AppendResult> {
    const request = {
      commandId,
      body: { ...ask, proposalId, on } as unknown as JsonObject,
      actor,
      expectedRevision,
      correlationId: proposalId,
      causationId: null,
    };
    return this.commands.execute(new AskProposal(proposalId, ask, on ?? null, request));
  }
}
