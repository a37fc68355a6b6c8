import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import type { Actor } from '#libs/domain';
import { ReadModels, type ErasuresPage, type PageRequest } from '#libs/read-models';

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
  constructor(private readonly readModels: ReadModels) {}

  execute({ actor, page }: ErasuresQuestion): Promise<ErasuresPage> {
    return Promise.resolve(this.readModels.erasures.list({ roles: actor.roles, ...page }));
  }
}
