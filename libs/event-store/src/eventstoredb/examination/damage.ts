import { isStreamName } from '../../append-rules.js';
import { requireWritten } from '../../event-row.js';
import type { Position } from '../../port.js';
import { positionOf, toStoredRow, type ReadEvent } from '../stored-event.js';

/**
 * - `deleted`: the stream was deleted, softly or for ever.
 * - `truncated`: its metadata hide its beginning, and let the server throw it away.
 * - `foreign`: an event in it that we did not write.
 * - `gap`: events before this one are missing.
 */
export type DamageKind = 'deleted' | 'truncated' | 'foreign' | 'gap';

export interface ServerFinding {
  readonly kind: DamageKind;
  /** Ours, also where the event that tells stands in another one. */
  readonly stream: string;
  /** Of the event that tells. */
  readonly position: Position;
  /** Of that event in our stream; missing where it does not stand there. */
  readonly revision?: number;
}

/** Events of the whole log from a position on, the event at it included. */
export type PageFrom = (position: Position) => Promise<readonly ReadEvent[]>;

const TOMBSTONE = '$streamDeleted';
const METADATA_PREFIX = '$$';
/** What a soft deletion hides everything before; beyond what a number holds exactly. */
const EVERYTHING = Number('9223372036854775807');

/** Whatever shows that somebody else changed our streams, in log order, as it is found. */
export async function* findDamage(
  pageFrom: PageFrom,
  seen: (events: number) => void = () => undefined,
): AsyncGenerator<ServerFinding> {
  const next = new Map<string, number>();
  let count = 0;
  for (let last: Position | undefined; ;) {
    const page = await pageFrom(last ?? 0);
    const news = page.filter((event) => last === undefined || positionOf(event) > last);
    const end = news.at(-1);
    if (!end) return;
    for (const event of news) yield* findingsIn(event, next);
    last = positionOf(end);
    count += news.length;
    seen(count);
  }
}

function findingsIn(event: ReadEvent, next: Map<string, number>): readonly ServerFinding[] {
  const { streamId, type } = event;
  const position = positionOf(event);
  if (streamId.startsWith(METADATA_PREFIX)) {
    const stream = streamId.slice(METADATA_PREFIX.length);
    const kind = isStreamName(stream) ? hiddenBy(event.data) : null;
    return kind ? [{ kind, stream, position }] : [];
  }
  if (!isStreamName(streamId)) return [];
  if (type === TOMBSTONE) return [{ kind: 'deleted', stream: streamId, position }];
  return findingsInOurs(event, next);
}

function findingsInOurs(event: ReadEvent, next: Map<string, number>): readonly ServerFinding[] {
  const stream = event.streamId;
  const revision = Number(event.revision);
  const place = { stream, position: positionOf(event), revision };
  const isNext = revision === (next.get(stream) ?? 0);
  next.set(stream, revision + 1);
  return [
    ...(isNext ? [] : [{ kind: 'gap', ...place } as const]),
    ...(isWrittenByUs(event) ? [] : [{ kind: 'foreign', ...place } as const]),
  ];
}

/** What stands under a type of the server's own is skipped by every reader: we write no such. */
function isWrittenByUs(event: ReadEvent): boolean {
  if (event.type.startsWith('$')) return false;
  try {
    requireWritten(toStoredRow(event));
    return true;
  } catch {
    return false;
  }
}

/** What metadata do to the stream: `$maxAge` and `$maxCount` may yet do it. */
function hiddenBy(data: unknown): 'deleted' | 'truncated' | null {
  const { $tb, $maxAge, $maxCount } = metadataIn(data);
  if (typeof $tb === 'number' && $tb >= EVERYTHING) return 'deleted';
  const isCut = typeof $tb === 'number' && $tb > 0;
  return isCut || $maxAge !== undefined || $maxCount !== undefined ? 'truncated' : null;
}

function metadataIn(data: unknown): Readonly<Record<string, unknown>> {
  const value = ArrayBuffer.isView(data) ? parsed(data) : data;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(data: ArrayBufferView): unknown {
  try {
    return JSON.parse(Buffer.from(data as Uint8Array).toString('utf8'));
  } catch {
    return null;
  }
}
