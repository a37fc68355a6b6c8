import type { Actor, Capacity } from './actor.js';
import type { Instant, PlainDate } from './plain-date.js';

/**
 * A fact. `type` and the shape of `data` are the storage format.
 * `effectiveOn` is the legal date (ngày hiệu lực); the day of writing is set at the append.
 */
export interface DomainEvent {
  readonly type: string;
  readonly effectiveOn: PlainDate;
  /** Who acted, and in what capacity. */
  readonly by: Capacity;
  readonly data: object;
}

export interface EventOf<Type extends string, Data extends object> extends DomainEvent {
  readonly type: Type;
  readonly data: Data;
}

/** Turns one past shape of an event's data into the next; see `upcast`. */
export type Upcaster = (data: never) => object;

/** Past shapes by event type, oldest first. The current version is the list's length plus one. */
export type Upcasters<Event extends DomainEvent> = Readonly<
  Record<Event['type'], readonly Upcaster[]>
>;

/**
 * One aggregate. `decide` answers a command with events, with none when it is already so, or
 * throws a `Refusal`; `evolve` never refuses. Both are pure: time, ids, rules and the person come
 * in with the command.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  /** First part of the stream name: `<category>-<id>`. */
  readonly category: string;
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
  /** As `evolve`, for long histories: a state need not stand after each event. */
  folding?(from: State): Folding<State, Event>;
  /** Every event type this aggregate owns; an unknown one stops the load. */
  readonly upcasters: Upcasters<Event>;
}

/** A state in the making: events are taken one after the other, as they come. */
export interface Folding<State, Event extends DomainEvent> {
  take(event: Event): void;
  /** At its end: nothing may follow. */
  finished(): State;
}

type Evolving<State, Event extends DomainEvent> = Pick<
  Decider<State, never, Event>,
  'evolve' | 'folding' | 'initial'
>;

export function folding<State, Event extends DomainEvent>(
  decider: Evolving<State, Event>,
  from: State = decider.initial,
): Folding<State, Event> {
  if (decider.folding) return decider.folding(from);
  let state = from;
  return {
    take: (event) => {
      state = decider.evolve(state, event);
    },
    finished: () => state,
  };
}

export function fold<State, Event extends DomainEvent>(
  decider: Evolving<State, Event>,
  events: Iterable<Event>,
  from: State = decider.initial,
): State {
  const taken = folding(decider, from);
  for (const event of events) taken.take(event);
  return taken.finished();
}

/** What every command carries: who asks, the moment it is asked, and the legal day of the act. */
export interface CommandContext {
  readonly by: Actor;
  readonly at: Instant;
  readonly on: PlainDate;
}
