import { aggregates, upcast, type AnyEvent, type DomainEvent, type Instant } from '#libs/domain';
import type { Position, RecordedEvent } from '#libs/event-store';
import { placeData } from '#libs/privacy';

/**
 * An event as projections read it: today's shape, with its place in the log. Private texts in it
 * stay sealed (`PlacedText` where the type says `PrivateText`): write them with `sealedText`, read
 * them with `openedText`.
 */
export type Fact<Event extends DomainEvent = AnyEvent> = Event & {
  readonly eventId: string;
  readonly aggregateId: string;
  /** 0 for the first event of the stream. */
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
};

const aggregateOf = new Map(
  Object.values(aggregates).map((aggregate) => [aggregate.category, aggregate]),
);

/**
 * The one way from a recorded event to a fact. `null` for streams that are not ours; an unknown
 * type or version in one that is throws.
 */
export function factOf(recorded: RecordedEvent): Fact | null {
  const { id: eventId, stream, type, version, effectiveOn, revision, position } = recorded;
  const dash = stream.indexOf('-');
  const aggregate = aggregateOf.get(stream.slice(0, dash));
  if (!aggregate) return null;
  const sealed = placeData(recorded.data, { eventId, stream });
  return {
    type,
    effectiveOn,
    by: recorded.actor,
    data: upcast(aggregate.upcasters, { type, version, data: sealed }),
    eventId,
    aggregateId: stream.slice(dash + 1),
    revision,
    position,
    recordedAt: recorded.recordedAt,
  } as Fact;
}
