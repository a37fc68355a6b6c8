import { fold, upcast, type Decider, type DomainEvent } from '#libs/domain';
import { isStreamName, type EventStore, type RecordedEvent } from '#libs/event-store';
import { openData, type SubjectKeys } from '#libs/privacy';

import { everythingKnown, knownPart, type Known } from './known.js';

const PAGE_SIZE = 1_000;

export interface Loaded<State> {
  readonly state: State;
  /** The events of the stream that count, oldest first. */
  readonly history: readonly RecordedEvent[];
}

/** Loads aggregates from the log, and from nothing else: no decision rests on a read model. */
export class AggregateReader {
  constructor(
    private readonly store: EventStore,
    private readonly keys: SubjectKeys,
  ) {}

  /** The aggregate as far as it is known; without `known`, as it is now. */
  async load<State, Event extends DomainEvent>(
    decider: Decider<State, never, Event>,
    id: string,
    known: Known = everythingKnown,
  ): Promise<Loaded<State>> {
    const history = knownPart(await this.history(streamOf(decider, id)), known);
    return { state: fold(decider, this.#eachOpened(decider, history)), history };
  }

  /**
   * The events of a stream from revision `from` until before `to`. Ids come from outside, too:
   * under one that no stream can bear there is nothing.
   */
  async history(stream: string, from = 0, to = Infinity): Promise<readonly RecordedEvent[]> {
    if (!isStreamName(stream) || from >= to) return [];
    const first = await this.store.readStream(stream, from, Math.min(PAGE_SIZE, to - from));
    if (first.length < PAGE_SIZE) return first;
    const events = [...first];
    for (let page = first; page.length === PAGE_SIZE && from + events.length < to;) {
      const next = from + events.length;
      page = await this.store.readStream(stream, next, Math.min(PAGE_SIZE, to - next));
      events.push(...page);
    }
    return events;
  }

  /** Recorded events in today's shape, with their private texts open. */
  opened<Event extends DomainEvent>(
    decider: Pick<Decider<unknown, never, Event>, 'upcasters'>,
    recorded: readonly RecordedEvent[],
  ): Event[] {
    return [...this.#eachOpened(decider, recorded)];
  }

  /** One after the other: all opened events of a long record would fill the memory at once. */
  *#eachOpened<Event extends DomainEvent>(
    decider: Pick<Decider<unknown, never, Event>, 'upcasters'>,
    recorded: readonly RecordedEvent[],
  ): Generator<Event> {
    for (const event of recorded) yield this.#toDomain(decider, event);
  }

  #toDomain<Event extends DomainEvent>(
    { upcasters }: Pick<Decider<unknown, never, Event>, 'upcasters'>,
    recorded: RecordedEvent,
  ): Event {
    const { id, type, version, stream, effectiveOn, meta } = recorded;
    const opened = openData(recorded.data, { eventId: id, stream }, this.keys);
    const data = upcast(upcasters, { type, version, data: opened });
    return { type, effectiveOn, by: meta.actor, data } as Event;
  }
}

export function streamOf({ category }: { readonly category: string }, id: string): string {
  return `${category}-${id}`;
}
