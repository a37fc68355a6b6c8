import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';

import type { Actor } from '#libs/domain';
import { ReadModels, type CasesPage, type PageRequest } from '#libs/read-models';

/** What waits for this account? */
export class InboxQuestion extends Query<CasesPage> {
  constructor(
    readonly actor: Actor,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(InboxQuestion)
export class InboxQuestionHandler implements IQueryHandler<InboxQuestion> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ actor, page }: InboxQuestion): Promise<CasesPage> {
    return Promise.resolve(this.readModels.cases.inbox({ roles: actor.roles, ...page }));
  }
}

/** Which cases may this account follow? */
export class CasesQuestion extends Query<CasesPage> {
  constructor(
    readonly actor: Actor,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(CasesQuestion)
export class CasesQuestionHandler implements IQueryHandler<CasesQuestion> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ actor, page }: CasesQuestion): Promise<CasesPage> {
    return Promise.resolve(this.readModels.cases.list({ roles: actor.roles, ...page }));
  }
}
