import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

import { Refusal, type RefusalCode, type Sentence } from '#libs/domain';
import { LogReadOnly } from '#libs/seals';

import type { MetDamage } from '../service/met-damage.js';
import { isStorageAway, type WriteTrouble } from '../service/write-trouble.js';
import { answerProblem } from './answer-problem.js';
import { EdgeProblem, nothingHere, unreadable } from './problem.js';

/** The one place where refusals become HTTP numbers. */
const STATUS_OF: Readonly<Record<RefusalCode, number>> = {
  invalid: 422,
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  stale: 412,
};

const RETRY_AFTER_S = '5';

/** Reports what nobody expected, with the id the caller was given. */
export type ReportError = (error: unknown, requestId: string) => void;

/** Answers every error as an RFC 9457 problem; what is unexpected is reported, never shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly report: ReportError,
    private readonly trouble: Pick<WriteTrouble, 'tell'>,
    private readonly damage: Pick<MetDamage, 'by'>,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    answerProblem(this.#problemOf(error), request, response);
  }

  #problemOf(error: unknown): EdgeProblem {
    if (error instanceof EdgeProblem) return error;
    if (error instanceof Refusal)
      return new EdgeProblem(STATUS_OF[error.code], error.rule, error.sentence);
    if (error instanceof LogReadOnly)
      return new EdgeProblem(503, 'log-read-only', error.fault.sentence);
    const damage = this.damage.by(error);
    if (damage) return new EdgeProblem(503, 'log-read-only', damage);
    if (isStorageAway(error)) {
      this.trouble.tell();
      return storeAway();
    }
    if (error instanceof HttpException) return fromNest(error);
    const requestId = crypto.randomUUID();
    this.report(error, requestId);
    return new EdgeProblem(500, 'unexpected', {
      vi: `Hệ thống gặp lỗi. Mã lỗi để báo lại: ${requestId}`,
      en: `Something went wrong. Quote this code: ${requestId}`,
    });
  }
}

function storeAway(): EdgeProblem {
  const sentence = {
    vi: 'Sổ sự kiện tạm thời không ghi được. Nội dung bạn nhập chưa mất: hãy thử lại sau ít giây.',
    en: 'The log cannot be written right now. Try again in a few seconds.',
  };
  return new EdgeProblem(503, 'store-available', sentence, [], { 'Retry-After': RETRY_AFTER_S });
}

const SENTENCES: Readonly<Record<number, Sentence>> = {
  400: unreadable().sentence,
  404: nothingHere().sentence,
  413: { vi: 'Yêu cầu quá lớn.', en: 'The request is too large.' },
};

function fromNest(error: HttpException): EdgeProblem {
  const status = error.getStatus();
  const sentence = SENTENCES[status] ?? { vi: 'Yêu cầu không dùng được.', en: error.message };
  return new EdgeProblem(status, `http-${status}`, sentence);
}
