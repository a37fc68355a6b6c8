import type { Capacity, Instant, JsonObject, PlainDate } from '#libs/domain';
import {
  actorText,
  canonicalText,
  FormatError,
  metadataHead,
  metadataText,
  parseMetadata,
} from '#libs/log-format';

import type { EventMeta, NewEvent, Position, RecordedEvent } from './port.js';

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
  const { id, type, recordedAt, actor, commandId, data } = event;
  return [
    ...([id, type, recordedAt, actorText(actor), commandId] as const),
    ...([canonicalText(data), metadataText(event)] as const),
  ];
}

/** Whether it is what reading a row throws that `toRow` did not write. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof FormatError;
}

/** Throws for what `toRow` would not have written, as far as it is read here. */
export function toRecordedEvent(row: StoredRow): RecordedEvent {
  return new KeptEvent(row);
}

/** Throws unless `toRow` writes such texts: then all who read them read the same. */
export function requireWritten([, , , , , , actor, , data, meta]: StoredRow): void {
  requireCanonical(actor, 1);
  requireCanonical(data);
  parseMetadata(meta);
}

function requireCanonical(text: string, depth = 0): void {
  if (canonicalText(JSON.parse(text), depth) !== text)
    throw new FormatError('not-canonical', 'The text is not the canonical one of its value.');
}

/** The same event with other data, as a plain object; a copy by `...` would have no `meta`. */
export function withData(event: RecordedEvent, data: JsonObject): RecordedEvent {
  return { ...event, data, meta: event.meta };
}

/** Most events that stand together were made by one actor: read once, in texts a third of all. */
let lastActor: readonly [text: string, actor: Capacity] | null = null;

function actorFrom(text: string): Capacity {
  if (lastActor?.[0] !== text) lastActor = [text, Object.freeze(JSON.parse(text) as Capacity)];
  return lastActor[1];
}

/**
 * An event that reads the rest of its metadata only when somebody asks: a replay needs nothing of
 * it but day and version, and took a third longer with it.
 */
class KeptEvent implements RecordedEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: PlainDate;
  readonly recordedAt: Instant;
  readonly actor: Capacity;
  readonly commandId: string;
  readonly data: JsonObject;
  readonly #beside: string;
  #meta: EventMeta | undefined;

  constructor(row: StoredRow) {
    const beside = row[9];
    const { effectiveOn, version } = metadataHead(beside);
    this.position = row[0];
    this.stream = row[1];
    this.revision = row[2];
    this.id = row[3];
    this.type = row[4];
    this.version = version;
    this.effectiveOn = effectiveOn as PlainDate;
    this.recordedAt = row[5] as Instant;
    this.actor = actorFrom(row[6]);
    this.commandId = row[7];
    this.data = JSON.parse(row[8]) as JsonObject;
    this.#beside = beside;
  }

  get meta(): EventMeta {
    return (this.#meta ??= (JSON.parse(this.#beside) as { readonly meta: EventMeta }).meta);
  }
}
