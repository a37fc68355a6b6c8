import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

import { localDay, person } from '#libs/domain';
import type { AppendResult } from '#libs/event-store';

import { CLOCK, type Clock } from '../clock.js';
import { Executor } from '../executor.js';
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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ personId, communeId, name, request }: AskPerson): Promise<AppendResult> {
    const at = this.clock();
    const act = { by: request.actor, at, on: localDay(at) };
    return this.executor.execute(person, personId, request, () =>
      Promise.resolve({
        command: { ...act, type: 'RegisterPerson', personId, communeId, name },
        policies: [],
      }),
    );
  }
}
