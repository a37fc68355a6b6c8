import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import { localDay, type Actor } from '#libs/domain';
import { ReadModels, type PersonView } from '#libs/read-models';

import { CLOCK, type Clock } from '../clock.js';
import { requireReadableUnit } from './readable-unit.js';

/** Who is registered in a commune, and what do they hold today? */
export class PeopleQuestion extends Query<readonly PersonView[]> {
  constructor(
    readonly actor: Actor,
    readonly communeId: string,
  ) {
    super();
  }
}

@QueryHandler(PeopleQuestion)
export class PeopleQuestionHandler implements IQueryHandler<PeopleQuestion> {
  constructor(
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ actor, communeId }: PeopleQuestion): Promise<readonly PersonView[]> {
    requireReadableUnit(this.readModels, actor, communeId);
    return Promise.resolve(this.readModels.people.inCommune(communeId, localDay(this.clock())));
  }
}
