import type { Capacity, Instant, JsonObject, PlainDate } from '#libs/domain';
import { actorText, canonicalText, metadataText } from '#libs/log-format';

import type { EventMeta, NewEvent, RecordedEvent } from './port.js';

/**
 * An event as it is kept, and as it is hashed: actor, data and meta are canonical text, written
 * here once and never again. `meta` is whatever the leaf does not say by itself.
 */
export type EventRow = readonly [
  id: string,
  type: string,
  recordedAt: string,
  actor: string,
  commandId: string,
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

/** A kept event with its seals: the link to the one before in its stream, and its leaf hash. */
export type SealedRow = readonly [...row: StoredRow, prev: Uint8Array | null, leaf: Uint8Array];

/** Throws `FormatError` for what the log format does not hold. */
export function toRow(event: NewEvent): EventRow {
  const { id, type, recordedAt, data, meta } = event;
  return [
    id,
    type,
    recordedAt,
    actorText(meta.actor),
    meta.commandId,
    canonicalText(data),
    metadataText(event),
  ];
}

interface StoredMeta {
  readonly version: number;
  readonly effectiveOn: PlainDate;
  /** As it is parsed, still without actor and command: these stand in columns of their own. */
  readonly meta: { -readonly [Member in keyof EventMeta]: EventMeta[Member] };
}

/** Most events that stand together were made by one actor: read once, in texts a third of all. */
let lastActor: readonly [text: string, actor: Capacity] | null = null;

function actorFrom(text: string): Capacity {
  if (lastActor?.[0] !== text) lastActor = [text, Object.freeze(JSON.parse(text) as Capacity)];
  return lastActor[1];
}

export function toRecordedEvent(row: StoredRow): RecordedEvent {
  const { version, effectiveOn, meta } = JSON.parse(row[9]) as StoredMeta;
  // Nobody else has it yet, and a copy would be a twentieth of a replay.
  meta.actor = actorFrom(row[6]);
  meta.commandId = row[7];
  return {
    position: row[0],
    stream: row[1],
    revision: row[2],
    id: row[3],
    type: row[4],
    version,
    effectiveOn,
    recordedAt: row[5] as Instant,
    data: JSON.parse(row[8]) as JsonObject,
    meta,
  };
}
