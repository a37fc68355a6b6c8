import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import type { Actor } from '#libs/domain';
import { ReadModels, type UnitView } from '#libs/read-models';

import { notKnownHere } from '../not-known.js';
import { requireReadableUnit } from './readable-unit.js';

/** What is this unit, and which lie below it? */
export class UnitQuestion extends Query<UnitView> {
  constructor(
    readonly actor: Actor,
    readonly unitId: string,
  ) {
    super();
  }
}

@QueryHandler(UnitQuestion)
export class UnitQuestionHandler implements IQueryHandler<UnitQuestion> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ actor, unitId }: UnitQuestion): Promise<UnitView> {
    requireReadableUnit(this.readModels, actor, unitId);
    const unit = this.readModels.units.unit(unitId);
    if (!unit) throw notKnownHere();
    return Promise.resolve(unit);
  }
}
