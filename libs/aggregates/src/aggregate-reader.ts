import { fold, folding, upcast, type Decider, type DomainEvent } from '#libs/domain';
import {
  isStreamName,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '#libs/event-store';
import { openData, type SubjectKeys } from '#libs/privacy';

import { everythingKnown, knownPart, type Known } from './known.js';

const PAGE_SIZE = 1_000;

export interface Loaded<State> {
  readonly state: State;
  /** The events of the stream, oldest first. */
  readonly history: readonly RecordedEvent[];
}

/** What a record comes to, without the record itself. */
export interface Folded<State> {
  readonly state: State;
  /** How many events count, and where the last of them stands; 0 where there is none. */
  readonly events: number;
  readonly position: Position;
}

/** Loads aggregates from the log, and from nothing else: no decision rests on a read model. */
export class AggregateReader {
  constructor(
    private readonly store: EventStore,
    private readonly keys: SubjectKeys,
  ) {}

  /** The aggregate as it is now, with all that led to it. */
  async load<State, Event extends DomainEvent>(
    decider: Decider<State, never, Event>,
    id: string,
  ): Promise<Loaded<State>> {
    const history = await this.history(streamOf(decider, id));
    return { state: fold(decider, this.#eachOpened(decider, history)), history };
  }

  /** Its state alone, as far as it is known. A long record is never in memory as a whole. */
  async fold<State, Event extends DomainEvent>(
    decider: Decider<State, never, Event>,
    id: string,
    known: Known = everythingKnown,
  ): Promise<Folded<State>> {
    const record = folding(decider);
    let [events, position] = [0, 0];
    for await (const page of this.#pages(streamOf(decider, id))) {
      const counting = knownPart(page, known);
      for (const event of counting) record.take(this.#toDomain(decider, event));
      events += counting.length;
      position = counting.at(-1)?.position ?? position;
      if (counting.length < page.length) break;
    }
    return { state: record.finished(), events, position };
  }

  /** The events of a stream from revision `from` until before `to`. */
  async history(stream: string, from = 0, to = Infinity): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const page of this.#pages(stream, from, to)) events.push(...page);
    return events;
  }

  /** Recorded events in today's shape, with their private texts open. */
  opened<Event extends DomainEvent>(
    decider: Pick<Decider<unknown, never, Event>, 'upcasters'>,
    recorded: readonly RecordedEvent[],
  ): Event[] {
    return [...this.#eachOpened(decider, recorded)];
  }

  /** Ids come from outside, too: under one that no stream can bear there is nothing. */
  async *#pages(stream: string, from = 0, to = Infinity): AsyncGenerator<readonly RecordedEvent[]> {
    if (!isStreamName(stream)) return;
    for (let next = from; next < to;) {
      const limit = Math.min(PAGE_SIZE, to - next);
      const page = await this.store.readStream(stream, next, limit);
      yield page;
      if (page.length < limit) return;
      next += page.length;
    }
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
    const { id, type, version, stream, effectiveOn, actor } = recorded;
    const opened = openData(recorded.data, { eventId: id, stream }, this.keys);
    const data = upcast(upcasters, { type, version, data: opened });
    return { type, effectiveOn, by: actor, data } as Event;
  }
}

export function streamOf({ category }: { readonly category: string }, id: string): string {
  return `${category}-${id}`;
}
