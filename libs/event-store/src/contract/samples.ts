import { randomUUID } from 'node:crypto';
import { plainDate, type Instant, type JsonObject } from '#libs/domain';
import { withData } from '../event-row.js';
import type { EventStore, NewEvent, Position, RecordedEvent } from '../port.js';

/** A stream that no other test uses. */
export function newStream(): string {
  return `proposal-${randomUUID()}`;
}

export function newEvent(data: JsonObject = { step: 'thẩm định' }): NewEvent {
  const caseId = `proposal-${randomUUID()}`;
  return {
    id: randomUUID(),
    type: 'StepOpened',
    version: 1,
    effectiveOn: plainDate('2020-03-01'),
    recordedAt: '2020-03-02T01:02:03.004Z' as Instant,
    actor: { accountId: 'a1', personId: 'p1', role: 'commune-officer', unitId: 'xa-an-phu' },
    commandId: randomUUID(),
    data,
    meta: {
      commandDigest: '0'.repeat(64),
      correlationId: caseId,
      causationId: null,
      policies: ['quota@3', 'route-2020@1'],
    },
  };
}

export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => newEvent({ index }));
}

/** A position with nothing of this test after it. */
export async function markEnd(store: EventStore): Promise<Position> {
  const { position } = await store.append(newStream(), [newEvent()], 0);
  return position;
}

export function ids(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** To be compared: an event that was read looks up its metadata only when it is asked. */
export function whole(events: readonly RecordedEvent[]): RecordedEvent[] {
  return events.map((event) => withData(event, event.data));
}

/** Everything after a position, page by page. */
export async function readOn(
  store: EventStore,
  after: Position,
  limit: number,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let position = after; ;) {
    const page = await store.readAll(position, limit);
    events.push(...page);
    const last = page.at(-1);
    if (!last) return events;
    position = last.position;
  }
}
