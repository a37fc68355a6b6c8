import { LRUCache } from 'lru-cache';

import type { StoredRow } from '../event-row.js';

/** A stream as it stands in the file. */
export interface StreamInFile {
  /** Its number there; `null` before the first event. */
  readonly key: number | null;
  readonly length: number;
  /** To its last event; `null` before the first. */
  readonly link: Uint8Array | null;
  /** All of them; `null` where they were not read, or are too many to keep. */
  readonly rows: readonly StoredRow[] | null;
}

const STREAMS_MAX = 1_024;
/** Of all rows together, in UTF-16 code units: at most twice as many bytes. */
const TEXT_MAX = 8_000_000;
/** Of a longer stream the rows are most of the work. */
export const ROWS_KEPT_MAX = 32;
/** What a stream takes besides its texts. */
const OVERHEAD = 200;

/**
 * The streams that were read or written last: a command goes on mostly with what has just been
 * written, and looking it up in the file took a fifth of its time. Exact as long as nobody else
 * writes to the file, which `LogConnection` finds out at the next append.
 */
export class RecentStreams {
  readonly #streams = new LRUCache<string, StreamInFile>({
    max: STREAMS_MAX,
    maxSize: TEXT_MAX,
    sizeCalculation: ({ rows }) => OVERHEAD + (rows ?? []).reduce((sum, row) => sum + size(row), 0),
  });

  get(name: string): StreamInFile | undefined {
    return this.#streams.get(name);
  }

  keep(name: string, stream: StreamInFile): void {
    const isShort = stream.length <= ROWS_KEPT_MAX;
    this.#streams.set(name, isShort ? stream : { ...stream, rows: null });
  }
}

function size([, stream, , id, type, at, actor, command, data, meta]: StoredRow): number {
  const texts = [stream, id, type, at, actor, command, data, meta];
  return texts.reduce((sum, { length }) => sum + length, 0);
}
