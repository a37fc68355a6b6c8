import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import { localDay, type Actor } from '#libs/domain';
import { ReadModels, type ErasuresPage, type PageRequest } from '#libs/read-models';

import { CLOCK, type Clock } from '../clock.js';

/** Which personal data is to be erased, is on hold, or is gone? */
export class ErasuresQuestion extends Query<ErasuresPage> {
  constructor(
    readonly actor: Actor,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ErasuresQuestion)
export class ErasuresQuestionHandler implements IQueryHandler<ErasuresQuestion> {
  constructor(
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ actor, page }: ErasuresQuestion): Promise<ErasuresPage> {
    const on = localDay(this.clock());
    return Promise.resolve(this.readModels.erasures.list({ roles: actor.roles, on, ...page }));
  }
}

/** How many titles does the person hold today whose data is to be erased? */
export class PositionsHeldQuestion extends Query<number> {
  constructor(readonly subjectId: string) {
    super();
  }
}

@QueryHandler(PositionsHeldQuestion)
export class PositionsHeldHandler implements IQueryHandler<PositionsHeldQuestion> {
  constructor(
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ subjectId }: PositionsHeldQuestion): Promise<number> {
    const on = localDay(this.clock());
    return Promise.resolve(this.readModels.erasures.positionsHeld(subjectId, on));
  }
}
