import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

import { can, localDay, person } from '#libs/domain';
import type { AppendResult } from '#libs/event-store';

import { CLOCK, type Clock } from '../clock.js';
import { DecisionContext } from '../context.js';
import { Executor } from '../executor.js';
import { notKnownHere } from '../not-known.js';
import type { CommandRequest } from '../request.js';

/** Somebody new becomes known to a commune, so that a proposal can name them. */
export class AskPerson extends Command<AppendResult> {
  constructor(
    readonly personId: string,
    readonly communeId: string,
    readonly name: string,
    readonly request: CommandRequest,
  ) {
    super();
  }
}

@CommandHandler(AskPerson)
export class AskPersonHandler implements ICommandHandler<AskPerson> {
  constructor(
    private readonly executor: Executor,
    private readonly context: DecisionContext,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ personId, communeId, name, request }: AskPerson): Promise<AppendResult> {
    const at = this.clock();
    const act = { by: request.actor, at, on: localDay(at) };
    return this.executor.execute(person, personId, request, async () => {
      await this.#requireCommune(communeId, request);
      const command = { ...act, type: 'RegisterPerson', personId, communeId, name } as const;
      return { command, policies: [] };
    });
  }

  /** A commune that is another's is, for this person, no commune at all. */
  async #requireCommune(communeId: string, { actor }: CommandRequest): Promise<void> {
    const path = await this.context.unitPath(communeId);
    const unitPath = path.map(({ unitId }) => unitId);
    if (path[0]?.level !== 'commune' || !can(actor, 'staffing.read', { unitPath }))
      throw notKnownHere();
  }
}
