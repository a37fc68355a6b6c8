import { randomUUID } from 'node:crypto';

import {
  currentVersion,
  Refusal,
  type CommandContext,
  type Decider,
  type DomainEvent,
} from '#libs/domain';
import type { EventMeta, EventStore, NewEvent, Position } from '#libs/event-store';
import { sealData, type SubjectKeys } from '#libs/privacy';

interface Recorded {
  state: unknown;
  revision: number;
}

type Folded<State> = Pick<Decider<State, never, DomainEvent>, 'category' | 'initial'>;

/** Writes what the deciders answer to commands, as the application would. */
export class LogRecorder {
  position: Position = 0;
  readonly #streams = new Map<string, Recorded>();

  constructor(
    readonly store: EventStore,
    readonly keys: SubjectKeys,
  ) {}

  /** Throws the decider's refusal. Each asking is a command of its own, of the case `id`. */
  async ask<State, Command extends CommandContext, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    beside: Partial<EventMeta> = {},
  ): Promise<readonly Event[]> {
    const stream = `${decider.category}-${id}`;
    const { state, revision } = this.#recorded(decider, id);
    const events = decider.decide(command, state);
    if (events.length === 0) return events;
    const meta = { correlationId: id, ...beside };
    const commandId = randomUUID();
    const stamped = await Promise.all(
      events.map(async (event) => {
        const { meta: usual, ...made } = await this.#stamp(decider, stream, event, command);
        return { ...made, commandId, meta: { ...usual, ...meta } };
      }),
    );
    const result = await this.store.append(stream, stamped, revision);
    this.#streams.set(stream, {
      state: events.reduce((before, event) => decider.evolve(before, event), state),
      revision: result.revision,
    });
    this.position = result.position;
    return events;
  }

  /** `false` when a rule refuses it. */
  async attempt(ask: () => Promise<unknown>): Promise<boolean> {
    try {
      await ask();
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  state<State>(decider: Folded<State>, id: string): State {
    return this.#recorded(decider, id).state;
  }

  /** Something in the log that no decider wrote. */
  async append(stream: string, event: Partial<NewEvent>): Promise<void> {
    const revision = this.#streams.get(stream)?.revision ?? 0;
    const result = await this.store.append(
      stream,
      [{ ...strange, id: randomUUID(), ...event }],
      revision,
    );
    this.#streams.set(stream, { state: undefined, revision: result.revision });
    this.position = result.position;
  }

  #recorded<State>(
    { category, initial }: Folded<State>,
    id: string,
  ): { state: State; revision: number } {
    const recorded = this.#streams.get(`${category}-${id}`) ?? { state: initial, revision: 0 };
    return recorded as { state: State; revision: number };
  }

  async #stamp(
    { upcasters }: { readonly upcasters: Readonly<Record<string, readonly unknown[]>> },
    stream: string,
    { type, effectiveOn, by, data }: DomainEvent,
    { at }: CommandContext,
  ): Promise<NewEvent> {
    const id = randomUUID();
    return {
      ...{ id, type, version: currentVersion(upcasters, type), effectiveOn, recordedAt: at },
      ...{ actor: by, commandId: id },
      data: await sealData(data, { eventId: id, stream }, this.keys),
      meta: strange.meta,
    };
  }
}

const strange = {
  type: 'SomethingElse',
  version: 1,
  effectiveOn: '2020-01-02' as NewEvent['effectiveOn'],
  recordedAt: '2020-01-02T05:00:00.000Z' as NewEvent['recordedAt'],
  actor: { accountId: '', personId: '', role: 'process', unitId: '' },
  commandId: '3d1f2f0e-0000-5000-8000-000000000000',
  data: {},
  meta: {
    commandDigest: '',
    correlationId: '',
    causationId: null,
    policies: [],
  },
} as const;
