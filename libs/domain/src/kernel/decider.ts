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
  /** As `evolve`, event after event: where that can be done in one go, for long histories. */
  evolveAll?(state: State, events: Iterable<Event>): State;
  /** Every event type this aggregate owns; an unknown one stops the load. */
  readonly upcasters: Upcasters<Event>;
}

export function fold<State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'evolve' | 'evolveAll' | 'initial'>,
  events: Iterable<Event>,
  from: State = decider.initial,
): State {
  if (decider.evolveAll) return decider.evolveAll(from, events);
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}

/** What every command carries: who asks, the moment it is asked, and the legal day of the act. */
export interface CommandContext {
  readonly by: Actor;
  readonly at: Instant;
  readonly on: PlainDate;
}
