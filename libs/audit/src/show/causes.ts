import type { Capacity } from '#libs/domain';
import type { Position, RecordedEvent } from '#libs/event-store';

import type { EventFinder } from './event-finder.js';

/**
 * Where a chain of causes ends: with a person who acted, with a timer of the service, or with an
 * event that the log should hold and does not.
 */
export type Origin =
  | { readonly kind: 'person' | 'timer'; readonly actor: Capacity }
  | { readonly kind: 'missing'; readonly eventId: string };

/** One link of the chain. */
export type Cause = Pick<
  RecordedEvent,
  'id' | 'type' | 'stream' | 'revision' | 'effectiveOn' | 'recordedAt'
> & { readonly position: Position; readonly actor: Capacity };

export interface Causes {
  /** Nearest first; empty when nothing led to the event but who acted. */
  readonly causes: readonly Cause[];
  readonly origin: Origin;
}

/** From an event back to who or what it began with. */
export async function causesOf(event: RecordedEvent, finder: EventFinder): Promise<Causes> {
  const causes: Cause[] = [];
  for (let last = event; ;) {
    const { actor } = last;
    const { causationId } = last.meta;
    if (causationId === null) {
      const kind = actor.role === 'process' ? 'timer' : 'person';
      return { causes, origin: { kind, actor } };
    }
    const cause = await finder.causeOf(last);
    // A cause stands before what it leads to: anything else would lead back to itself.
    if (!cause || cause.position >= last.position)
      return { causes, origin: { kind: 'missing', eventId: causationId } };
    causes.push(linkOf(cause));
    last = cause;
  }
}

function linkOf(event: RecordedEvent): Cause {
  const { id, type, stream, revision, effectiveOn, recordedAt, position, actor } = event;
  return { id, type, stream, revision, effectiveOn, recordedAt, position, actor };
}
