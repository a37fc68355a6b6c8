import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Response } from 'express';

import { CaseQuestion, CasesQuestion, CLOCK, InboxQuestion, type Clock } from '#libs/application';
import { localDay, type Actor } from '#libs/domain';
import type { CasesPage } from '#libs/read-models';

import { Asking, For } from '../edge/access.guard.js';
import { InLanguage } from '../edge/language.js';
import { PageQueryDto, pageOf, PositionQueryDto } from '../edge/page-query.dto.js';
import type { Language } from '../words/words.js';
import { caseInWords, summaryInWords, type Reader } from './case-words.js';

@Controller()
export class ProposalsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('inbox')
  @For('account')
  async inbox(
    @Query() query: PageQueryDto,
    @Asking() actor: Actor,
    @InLanguage() language: Language,
  ) {
    const page = await this.queries.execute(new InboxQuestion(actor, pageOf(query)));
    return this.#inWords(page, language);
  }

  @Get('proposals')
  @For('account')
  async list(
    @Query() query: PageQueryDto,
    @Asking() actor: Actor,
    @InLanguage() language: Language,
  ) {
    const page = await this.queries.execute(new CasesQuestion(actor, pageOf(query)));
    return this.#inWords(page, language);
  }

  @Get('proposals/:proposalId')
  @For('account')
  async one(
    @Param('proposalId') proposalId: string,
    @Query() _query: PositionQueryDto,
    @Asking() actor: Actor,
    @InLanguage() language: Language,
    @Res({ passthrough: true }) response: Response,
  ) {
    const found = await this.queries.execute(new CaseQuestion(actor, proposalId));
    response.setHeader('ETag', `"${found.revision}"`);
    return caseInWords(found, this.#reader(language));
  }

  #inWords({ cases, next }: CasesPage, language: Language) {
    const reader = this.#reader(language);
    return { cases: cases.map((summary) => summaryInWords(summary, reader)), next };
  }

  #reader(language: Language): Reader {
    return { language, today: localDay(this.clock()) };
  }
}
