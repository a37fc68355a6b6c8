import { Controller, Get, Param, Query } from '@nestjs/common';

import { Auditor, parseCondition } from '#libs/audit';

import { For } from '../edge/access.guard.js';
import { EdgeProblem } from '../edge/problem.js';
import { diffOf, momentOf } from '../units/past.dto.js';
import { BisectQueryDto, LogQueryDto, ReplayQueryDto, UnitDiffQueryDto } from './audit.dto.js';

/** What the command line asks of the past while this service holds the log. */
@Controller('operator')
export class AuditController {
  constructor(private readonly auditor: Auditor) {}

  @Get('replay')
  @For('operator')
  replay(@Query() { unitId, asOf, knownAt, atPosition, salaryOn }: ReplayQueryDto) {
    const known = { knownAt: momentOf(knownAt), atPosition: atPosition ?? null };
    return this.auditor.replay({ unitId, asOf, ...known, salaryOn: salaryOn ?? null });
  }

  @Get('diff')
  @For('operator')
  diff(@Query() query: UnitDiffQueryDto) {
    return this.auditor.diff(diffOf(query.unitId, query));
  }

  /** A page, and after which place in the log the next one begins. */
  @Get('log')
  @For('operator')
  log(@Query() query: LogQueryDto) {
    const { after, limit, atPosition, since, until, asOf, actor, type, proposal, unit } = query;
    return this.auditor.log({
      ...{ after, limit, atPosition: atPosition ?? null },
      ...{ since: momentOf(since), until: momentOf(until), asOf: asOf ?? null },
      ...{ actor: actor ?? null, type: type ?? null },
      ...{ proposal: proposal ?? null, unit: unit ?? null },
    });
  }

  @Get('shown/:what')
  @For('operator')
  show(@Param('what') what: string) {
    return this.auditor.show(what);
  }

  @Get('bisect')
  @For('operator')
  bisect(@Query() { unitId, when, by, asOf, knownAt, atPosition }: BisectQueryDto) {
    const condition = parseCondition(when);
    if (!condition) throw noCondition();
    const known = { knownAt: momentOf(knownAt), atPosition: atPosition ?? null };
    return this.auditor.bisect({ unitId, when: condition, by, asOf: asOf ?? null, ...known });
  }
}

function noCondition(): EdgeProblem {
  return new EdgeProblem(422, 'condition-form', {
    vi: 'Điều kiện phải là <số liệu> <so sánh> <số nguyên>, ví dụ partTimeOfficers <= 100.',
    en: 'A condition is <figure> <comparison> <whole number>, as partTimeOfficers <= 100.',
  });
}
