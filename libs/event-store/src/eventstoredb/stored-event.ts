import type {
  AllStreamRecordedEvent,
  EventData,
  RecordedEvent as Read,
} from '@eventstore/db-client';
import { invariant } from '#libs/domain';
import { isStreamName } from '../append-rules.js';
import { toRow, type StoredRow } from '../event-row.js';
import type { NewEvent, Position } from '../port.js';

/** Format of the payload; a change of it needs a new number. */
const FORMAT = 'totrinh/1';
const LINES = 6;

export type ReadEvent = Read | AllStreamRecordedEvent;

/**
 * The texts of the row as lines of one binary payload. Everything is in the payload because only
 * that comes back byte for byte: what looks like JSON elsewhere is parsed on the way. JSON as it is
 * written here holds no line break.
 */
export function toStored(event: NewEvent): EventData {
  const [id, type, recordedAt, actor, commandId, data, meta] = toRow(event);
  const lines = [FORMAT, recordedAt, actor, JSON.stringify(commandId), data, meta];
  const bytes = Buffer.from(lines.join('\n'), 'utf8');
  // The client takes metadata and data for bytes only when their class is exactly this one.
  const payload = Uint8Array.from(bytes);
  return { id, type, contentType: 'application/octet-stream', data: payload, metadata: undefined };
}

/** Throws `InvariantBroken` where one of our streams holds what we never wrote. */
export function toStoredRow(event: ReadEvent): StoredRow {
  const { streamId, revision, id, type } = event;
  const lines = linesOf(event);
  const [format, recordedAt = '', actor = '', commandId = '', data = '', meta = ''] = lines;
  invariant(
    format === FORMAT && lines.length === LINES,
    `Event ${revision} of ${streamId} at position ${positionOf(event)} is not ours.`,
  );
  const command = JSON.parse(commandId) as string;
  const place = [positionOf(event), streamId, Number(revision)] as const;
  return [...place, id, type, recordedAt, actor, command, data, meta];
}

/**
 * Whether it belongs to the history that is handed on. The server's own events, a deletion of one
 * of our streams among them, and the streams of others are the verifier's business.
 */
export function isOurs({ streamId, type }: ReadEvent): boolean {
  return isStreamName(streamId) && !type.startsWith('$');
}

export function positionOf({ streamId, position }: ReadEvent): Position {
  const commit = Number(position?.commit ?? -1n);
  invariant(
    commit >= 0 && Number.isSafeInteger(commit),
    `The event store gives no usable position for an event of ${streamId}.`,
  );
  return commit;
}

function linesOf({ data }: ReadEvent): string[] {
  return ArrayBuffer.isView(data) ? Buffer.from(data).toString('utf8').split('\n') : [];
}
