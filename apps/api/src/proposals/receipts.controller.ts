import { Controller, Get, Header, Param, Res, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Response } from 'express';

import { AggregateReader } from '#libs/aggregates';
import { CaseQuestion } from '#libs/application';
import { Refusal, type Actor } from '#libs/domain';
import { Seals } from '#libs/seals';

import { Asking, For } from '../edge/access.guard.js';
import { EdgeProblem } from '../edge/problem.js';

/** Events whose receipt is worth keeping: what was handed in, answered and issued. */
const WITH_RECEIPT = new Set(['ProposalSubmitted', 'StepAnswered', 'DecisionIssued']);

/** Proofs to take away: evidence that holds even against whoever runs the service. */
@Controller('proposals')
export class ReceiptsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly reader: AggregateReader,
    private readonly seals: Seals,
  ) {}

  @Get(':proposalId/receipts/:eventId')
  @Header('Cache-Control', 'no-store')
  @For('account')
  async one(
    @Param('proposalId') proposalId: string,
    @Param('eventId') eventId: string,
    @Asking() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    await this.queries.execute(new CaseQuestion(actor, proposalId)); // whoever may read the case
    const history = await this.reader.history(`proposal-${proposalId}`);
    const event = history.find(({ id, type }) => id === eventId && WITH_RECEIPT.has(type));
    if (!event) throw noReceipt();
    const receipt = await this.seals.receiptOf(event);
    if (receipt === null) throw notSealedYet();
    response.attachment(`${event.type}-${event.id}.tlog-proof`);
    return new StreamableFile(Buffer.from(receipt), { type: 'text/plain; charset=utf-8' });
  }
}

function noReceipt(): Refusal {
  return new Refusal('not-found', 'receipt-known', {
    vi: 'Hồ sơ này không có giấy biên nhận nào như vậy.',
    en: 'This case has no such receipt.',
  });
}

function notSealedYet(): EdgeProblem {
  return new EdgeProblem(503, 'receipt-sealed', {
    vi: 'Việc này chưa được niêm phong nên chưa có giấy biên nhận. Hãy thử lại sau.',
    en: 'This has not been sealed yet, so there is no receipt. Try again later.',
  });
}
