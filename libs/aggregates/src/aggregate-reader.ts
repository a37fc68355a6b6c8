import { fold, upcast, type Decider, type DomainEvent, type Instant } from '#libs/domain';
import { isStreamName, type EventStore, type RecordedEvent } from '#libs/event-store';
import { openData, type SubjectKeys } from '#libs/privacy';

const PAGE_SIZE = 1_000;

export interface Loaded<State> {
  readonly state: State;
  /** Every event of the stream, oldest first. */
  readonly history: readonly RecordedEvent[];
}

/** Loads aggregates from the log, and from nothing else: no decision rests on a read model. */
export class AggregateReader {
  constructor(
    private readonly store: EventStore,
    private readonly keys: SubjectKeys,
  ) {}

  /** With `knownAt`, as it stood when nothing later had been recorded. */
  async load<State, Event extends DomainEvent>(
    decider: Decider<State, never, Event>,
    id: string,
    knownAt: Instant | null = null,
  ): Promise<Loaded<State>> {
    const recorded = await this.history(streamOf(decider, id));
    const history = knownAt ? recorded.filter(({ recordedAt }) => recordedAt <= knownAt) : recorded;
    const events = history.map((event) => this.#toDomain(decider, event));
    return { state: fold(decider, events), history };
  }

  /** Ids come from outside, too: under one that no stream can bear there is nothing. */
  async history(stream: string): Promise<readonly RecordedEvent[]> {
    if (!isStreamName(stream)) return [];
    const first = await this.store.readStream(stream, 0, PAGE_SIZE);
    if (first.length < PAGE_SIZE) return first;
    const events = [...first];
    for (let page = first; page.length === PAGE_SIZE;) {
      page = await this.store.readStream(stream, events.length, PAGE_SIZE);
      events.push(...page);
    }
    return events;
  }

  #toDomain<Event extends DomainEvent>(
    { upcasters }: Pick<Decider<unknown, never, Event>, 'upcasters'>,
    recorded: RecordedEvent,
  ): Event {
    const opened = openData(
      recorded.data,
      { eventId: recorded.id, stream: recorded.stream },
      this.keys,
    );
    const data = upcast(upcasters, { ...recorded, data: opened });
    const { type, effectiveOn, meta } = recorded;
    return { type, effectiveOn, by: meta.actor, data } as Event;
  }
}

export function streamOf({ category }: { readonly category: string }, id: string): string {
  return `${category}-${id}`;
}
