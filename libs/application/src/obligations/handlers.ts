import { localDay, proposal, type Obligation } from '#libs/domain';
import { PermanentFailure, type KindRegistry, type ObligationWork } from '#libs/queues';

import type { AggregateReader } from '#libs/aggregates';
import type { Clock } from '../clock.js';
import type { Executor } from '../executor.js';
import { causeOf, processActor, requestFor, type ObligationHandler } from './obligation-handler.js';

/** Which queue works what. A new obligation is one file beside this one and a line in each list. */
export const obligationKinds = {
  'open-step': 'steps',
  enact: 'enactment',
  seal: 'seals',
} as const satisfies KindRegistry;

export type ObligationHandlers = Readonly<Record<keyof typeof obligationKinds, ObligationHandler>>;

/** Works obligations by kind; one that cannot be fulfilled becomes an event an operator sees. */
export class ObligationDesk implements ObligationWork {
  constructor(
    private readonly handlers: ObligationHandlers,
    private readonly executor: Executor,
    private readonly reader: AggregateReader,
    private readonly clock: Clock,
  ) {}

  async handle(obligation: Obligation): Promise<void> {
    if (!isKnown(obligation.kind))
      throw new PermanentFailure(`Nobody handles obligations of the kind ${obligation.kind}.`);
    await this.handlers[obligation.kind].handle(obligation);
  }

  /** Written once an obligation, however often it fails. */
  async exhausted(obligation: Obligation, error: Error): Promise<void> {
    const cause = await causeOf(obligation, this.reader);
    const request = requestFor(obligation, 'failure', cause.id);
    await this.executor.execute(proposal, obligation.subject, request, ({ latestOn }) => {
      const at = this.clock();
      return Promise.resolve({
        command: {
          type: 'RecordProcessingFailure',
          by: processActor,
          at,
          on: latestOn ?? localDay(at),
          owed: obligation.kind,
          reason: error.name, // a message could quote what somebody wrote
        },
        policies: [],
      });
    });
  }
}

function isKnown(kind: string): kind is keyof typeof obligationKinds {
  return Object.hasOwn(obligationKinds, kind);
}
