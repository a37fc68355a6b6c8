import type { JsonObject } from '#libs/domain';
import { withData, type RecordedEvent } from '#libs/event-store';
import { openData, type SubjectKeys } from '#libs/privacy';

/** Its private texts are open: `{ $private, text }`, where `text` is `null` once it is erased. */
export function openedEvent(event: RecordedEvent, keys: SubjectKeys): RecordedEvent {
  const { id: eventId, stream } = event;
  return withData(event, openData(event.data, { eventId, stream }, keys));
}

/** Every person the data names by id. */
export function personIdsIn(data: JsonObject): string[] {
  const ids: string[] = [];
  JSON.stringify(data, (key, value: unknown) => {
    if (key === 'personId' && typeof value === 'string') ids.push(value);
    return value;
  });
  return ids;
}
