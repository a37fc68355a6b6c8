import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import { Auditor, type DiffRequest, type StaffingDiff } from '#libs/audit';
import type { Actor } from '#libs/domain';
import { ReadModels } from '#libs/read-models';

import { requireReadableUnit } from './readable-unit.js';

/** What is different in a unit between two legal days, or between two moments of knowing? */
export class DiffQuestion extends Query<StaffingDiff> {
  constructor(
    readonly actor: Actor,
    readonly request: DiffRequest,
  ) {
    super();
  }
}

@QueryHandler(DiffQuestion)
export class DiffQuestionHandler implements IQueryHandler<DiffQuestion> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly auditor: Auditor,
  ) {}

  async execute({ actor, request }: DiffQuestion): Promise<StaffingDiff> {
    requireReadableUnit(this.readModels, actor, request.unitId);
    return this.auditor.diff(request);
  }
}
