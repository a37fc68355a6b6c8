import {
  account,
  establishment,
  localDay,
  person,
  policy,
  seal,
  unit,
  type Actor,
  type CommandContext,
  type Decider,
  type DomainEvent,
  type JsonObject,
} from '#libs/domain';
import type { AppendResult } from '#libs/event-store';
import { v5 as uuidv5 } from 'uuid';

import type { Clock } from '../clock.js';
import type { Executor } from '../executor.js';

/** Whoever runs the service: sets up units, rules and accounts, and decides on no case. */
export const operatorActor: Actor = {
  accountId: 'operator',
  personId: 'operator',
  roles: [{ role: 'operator', unitId: 'service' }],
};

/** Keys the command ids of set-up acts: never change it. */
const NAMESPACE = '0b8f3a54-8a2f-4d0e-9a55-0c1d9b7f2e61';

const SET_UP_AGGREGATES = { account, establishment, person, policy, seal, unit };

type Aggregates = typeof SET_UP_AGGREGATES;
type CommandOf<Aggregate> = Aggregate extends {
  decide(command: infer Command, state: never): unknown;
}
  ? Command
  : never;

/** What is said of a set-up command; the operator, the moment and the day are added. */
export type SetUpAct<Name extends keyof Aggregates> = Said<CommandOf<Aggregates[Name]>> &
  Partial<Pick<CommandContext, 'on'>>;
type Said<Command> = Command extends unknown ? Omit<Command, keyof CommandContext> : never;

/** Sets things up once: the same act under the same key again changes nothing. */
export class SetUp {
  constructor(
    private readonly executor: Executor,
    private readonly clock: Clock,
  ) {}

  async perform<Name extends keyof Aggregates>(
    aggregate: Name,
    id: string,
    key: string,
    act: SetUpAct<Name>,
  ): Promise<AppendResult> {
    const at = this.clock();
    const decider = SET_UP_AGGREGATES[aggregate] as unknown as Decider<
      unknown,
      CommandContext,
      DomainEvent
    >;
    const request = {
      commandId: uuidv5(key, NAMESPACE),
      body: act as unknown as JsonObject,
      actor: operatorActor,
      expectedRevision: null,
      correlationId: key,
      causationId: null,
    };
    const said: Partial<CommandContext> = act;
    const command = { on: localDay(at), ...said, by: operatorActor, at };
    return this.executor.execute(decider, id, request, () =>
      Promise.resolve({ command, policies: [] }),
    );
  }
}
