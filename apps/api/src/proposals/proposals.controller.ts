import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Response } from 'express';

import { CaseQuestion, CasesQuestion, InboxQuestion } from '#libs/application';
import type { Actor } from '#libs/domain';
import type { CasesPage } from '#libs/read-models';

import { Asking, For } from '../edge/access.guard.js';
import { InLanguage } from '../edge/language.js';
import { PageQueryDto, pageOf, PositionQueryDto } from '../edge/page-query.dto.js';
import type { Language } from '../words/words.js';
import { caseInWords, summaryInWords } from './case-words.js';

@Controller()
export class ProposalsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('inbox')
  @For('account')
  async inbox(
    @Query() query: PageQueryDto,
    @Asking() actor: Actor,
    @InLanguage() language: Language,
  ) {
    return inWords(await this.queries.execute(new InboxQuestion(actor, pageOf(query))), language);
  }

  @Get('proposals')
  @For('account')
  async list(
    @Query() query: PageQueryDto,
    @Asking() actor: Actor,
    @InLanguage() language: Language,
  ) {
    return inWords(await this.queries.execute(new CasesQuestion(actor, pageOf(query))), language);
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
    return caseInWords(found, language);
  }
}

function inWords({ cases, next }: CasesPage, language: Language) {
  return { cases: cases.map((summary) => summaryInWords(summary, language)), next };
}
