import type { KeptEvent, ProposedEvent } from './kept-event.js';
import { isSoftDeleted, SOFT_DELETED, visibleFrom } from './stream-metadata.js';

export const TOMBSTONE = '$streamDeleted';

/** The revision of the last event, or what the protocol says in its place. */
export type Expected = number | 'no-stream' | 'any' | 'stream-exists';

export type Outcome =
  | { readonly kind: 'success'; readonly revision: number; readonly position: number }
  | { readonly kind: 'conflict'; readonly expected: Expected; readonly actual: number | null }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large'; readonly maxBytes: number };

const NO_EVENT = -1;
const RECORD_HEADER_BYTES = 120;
const APPEND_BYTES_MAX = 1024 * 1024;
const EPOCH = '$epoch-information';
const METADATA = '$metadata';

/** One log as the real server keeps it; the nodes of a test cluster share one. */
export class TestLog {
  #all: KeptEvent[] = [];
  readonly #streams = new Map<string, KeptEvent[]>();
  readonly #tombstones = new Set<string>();
  readonly #followers = new Set<() => void>();
  #end = 1000;

  constructor() {
    this.#write(EPOCH, [eventOfServer(EPOCH, '{}')]);
  }

  append(stream: string, events: readonly ProposedEvent[], expected: Expected): Outcome {
    if (this.#tombstones.has(stream)) return { kind: 'deleted' };
    const bytes = events.reduce((sum, event) => sum + sizeOf(event), 0);
    if (bytes > APPEND_BYTES_MAX) return { kind: 'too-large', maxBytes: APPEND_BYTES_MAX };
    const last = this.lastRevision(stream);
    if (this.#stands(stream, expected, last)) return this.#success(this.#continue(stream, events));
    return this.#firstAnswer(stream, events, expected) ?? conflict(expected, last);
  }

  /** From a revision on, nearest first; `null` when there is no such stream. */
  readStream(stream: string, from: number, backwards: boolean): readonly KeptEvent[] | null {
    const events = this.#streams.get(stream) ?? [];
    const first = this.#visibleFrom(stream);
    const visible = events.filter(({ revision }) => revision >= first);
    if (visible.length === 0) return null;
    return backwards
      ? visible.filter(({ revision }) => revision <= from).reverse()
      : visible.filter(({ revision }) => revision >= from);
  }

  /** From a position on, inclusive. */
  readAll(from: number, backwards: boolean): readonly KeptEvent[] {
    return backwards
      ? this.#all.filter(({ position }) => position <= from).reverse()
      : this.#all.slice(this.#indexOf(from));
  }

  /** Soft: the stream reads as not found, its events stay in `$all`, and it may be continued. */
  delete(stream: string): void {
    this.#write(`$$${stream}`, [eventOfServer(METADATA, `{"$tb":${SOFT_DELETED}}`)]);
  }

  /** For ever. */
  tombstone(stream: string): void {
    this.#tombstones.add(stream);
    this.#write(stream, [eventOfServer(TOMBSTONE, '')]);
  }

  /** Throws away what reads do not give any more, but for the last event of a stream. */
  scavenge(): void {
    this.#all = this.#all.filter(({ stream, revision, type }) => {
      if (this.#tombstones.has(stream)) return type === TOMBSTONE;
      return revision >= Math.min(this.#visibleFrom(stream), this.lastRevision(stream));
    });
  }

  isTombstoned(stream: string): boolean {
    return this.#tombstones.has(stream);
  }

  lastRevision(stream: string): number {
    return this.lastOf(stream)?.revision ?? NO_EVENT;
  }

  lastOf(stream: string): KeptEvent | undefined {
    return this.#streams.get(stream)?.at(-1);
  }

  /** Calls back after every write until the returned function is called. */
  follow(grown: () => void): () => void {
    this.#followers.add(grown);
    return () => this.#followers.delete(grown);
  }

  #stands(stream: string, expected: Expected, last: number): boolean {
    if (expected === 'any') return true;
    if (expected === 'stream-exists') return last !== NO_EVENT;
    if (expected !== 'no-stream') return expected === last;
    return last === NO_EVENT || this.#isDeleted(stream);
  }

  /** Ids are compared only where the expected revision points, and data not at all. */
  #firstAnswer(stream: string, events: readonly ProposedEvent[], expected: Expected) {
    const first = (typeof expected === 'number' ? expected : NO_EVENT) + 1;
    const written = (this.#streams.get(stream) ?? []).slice(first, first + events.length);
    const same = events.every(({ id }, index) => written[index]?.id === id);
    return events.length > 0 && same ? this.#success(written) : undefined;
  }

  /** A deleted stream that is written to comes back, cut where it was deleted. */
  #continue(stream: string, events: readonly ProposedEvent[]): readonly KeptEvent[] {
    const cutAt = this.#isDeleted(stream) ? this.lastRevision(stream) + 1 : null;
    const written = this.#write(stream, events);
    if (cutAt !== null)
      this.#write(`$$${stream}`, [eventOfServer(METADATA, JSON.stringify({ $tb: cutAt }))]);
    return written;
  }

  #visibleFrom(stream: string): number {
    return visibleFrom(this.lastOf(`$$${stream}`), this.lastRevision(stream));
  }

  #isDeleted(stream: string): boolean {
    return isSoftDeleted(this.lastOf(`$$${stream}`));
  }

  #success(written: readonly KeptEvent[]): Outcome {
    const last = written.at(-1);
    return { kind: 'success', revision: last?.revision ?? NO_EVENT, position: last?.position ?? 0 };
  }

  #write(stream: string, events: readonly ProposedEvent[]): readonly KeptEvent[] {
    const history = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, history);
    const written = events.map((event) => {
      const kept = { ...event, stream, revision: history.length, position: this.#end };
      const record = { ...kept, createdMs: Date.now() };
      this.#end += sizeOf(event) + RECORD_HEADER_BYTES;
      history.push(record);
      this.#all.push(record);
      return record;
    });
    for (const grown of this.#followers) grown();
    return written;
  }

  #indexOf(position: number): number {
    let [low, high] = [0, this.#all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#all[middle]?.position ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NONE = new Uint8Array();

function eventOfServer(type: string, data: string): ProposedEvent {
  const bytes = Uint8Array.from(Buffer.from(data));
  const id = crypto.randomUUID();
  return { id, type, contentType: 'application/json', data: bytes, metadata: NONE };
}

function sizeOf({ type, data, metadata }: ProposedEvent): number {
  return type.length + data.length + metadata.length;
}

function conflict(expected: Expected, last: number): Outcome {
  return { kind: 'conflict', expected, actual: last === NO_EVENT ? null : last };
}
