import type { JsonObject } from '#libs/domain';
import { withData, type RecordedEvent } from '#libs/event-store';

/** An event as a list shows it: private texts are named by their subject and stay closed. */
export function withoutTexts(event: RecordedEvent): RecordedEvent {
  const closed = JSON.stringify(event.data, (_key, value: unknown) =>
    isPrivate(value) ? { $private: value.$private } : value,
  );
  return withData(event, JSON.parse(closed) as JsonObject);
}

function isPrivate(value: unknown): value is { readonly $private: string } {
  return typeof value === 'object' && value !== null && '$private' in value;
}
