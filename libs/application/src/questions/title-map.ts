import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import { localDay, type Actor, type Instant, type PlainDate } from '#libs/domain';
import { ReadModels, type TitleMap } from '#libs/read-models';

import { CLOCK, type Clock } from '../clock.js';
import { notKnownHere } from '../not-known.js';
import { requireReadableUnit } from './readable-unit.js';

/** Who holds what in a commune or hamlet, on a legal day, as known at a moment? */
export class TitleMapQuestion extends Query<TitleMap> {
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

@QueryHandler(TitleMapQuestion)
export class TitleMapQuestionHandler implements IQueryHandler<TitleMapQuestion> {
  constructor(
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ actor, unitId, asOf, knownAt }: TitleMapQuestion): Promise<TitleMap> {
    requireReadableUnit(this.readModels, actor, unitId);
    const map = this.readModels.staffing.titleMap(unitId, {
      asOf: asOf ?? localDay(this.clock()),
      ...(knownAt && { knownAt }),
    });
    if (!map) throw notKnownHere();
    return Promise.resolve(map);
  }
}
