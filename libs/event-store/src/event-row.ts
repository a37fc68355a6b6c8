import type { Instant, JsonObject, PlainDate } from '#libs/domain';
import type { EventMeta, NewEvent, RecordedEvent } from './port.js';

/** An event as it is kept: data and meta are serialised once, here, and never again. */
export type EventRow = readonly [
  id: string,
  type: string,
  version: number,
  effectiveOn: string,
  recordedAt: string,
  data: string,
  meta: string,
];

/** A kept event with its place; the order of the columns of every log that keeps rows. */
export type StoredRow = readonly [
  position: number,
  stream: string,
  revision: number,
  ...event: EventRow,
];

export function toRow(event: NewEvent): EventRow {
  return [
    event.id,
    event.type,
    event.version,
    event.effectiveOn,
    event.recordedAt,
    JSON.stringify(event.data),
    JSON.stringify(event.meta),
  ];
}

export function toRecordedEvent(row: StoredRow): RecordedEvent {
  return {
    position: row[0],
    stream: row[1],
    revision: row[2],
    id: row[3],
    type: row[4],
    version: row[5],
    effectiveOn: row[6] as PlainDate,
    recordedAt: row[7] as Instant,
    data: JSON.parse(row[8]) as JsonObject,
    meta: JSON.parse(row[9]) as EventMeta,
  };
}
