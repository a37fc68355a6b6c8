import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import { Auditor, type ReplayedArea, type ReplayedStaffing } from '#libs/audit';
import { localDay, type Actor, type Instant, type PlainDate } from '#libs/domain';
import { ReadModels } from '#libs/read-models';

import { CLOCK, type Clock } from '../clock.js';
import { requireReadableUnit } from './readable-unit.js';

/** As the title map, but from the events alone; of a district or province the sums. */
export class ReplayQuestion extends Query<ReplayedStaffing | ReplayedArea> {
  constructor(
    readonly actor: Actor,
    readonly unitId: string,
    /** `null`: today. */
    readonly asOf: PlainDate | null,
    /** `null`: everything recorded so far. */
    readonly knownAt: Instant | null,
  ) {
    super();
  }
}

@QueryHandler(ReplayQuestion)
export class ReplayQuestionHandler implements IQueryHandler<ReplayQuestion> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly auditor: Auditor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({
    actor,
    unitId,
    asOf,
    knownAt,
  }: ReplayQuestion): Promise<ReplayedStaffing | ReplayedArea> {
    requireReadableUnit(this.readModels, actor, unitId);
    const day = asOf ?? localDay(this.clock());
    return this.auditor.replay({ unitId, asOf: day, knownAt, atPosition: null, salaryOn: null });
  }
}
