import { MemoryEventStore, type LogHead, type SealedRow, type SealedRows } from '#libs/event-store';
import {
  actorText,
  canonicalText,
  Frontier,
  leafData,
  leafHash,
  leafOf,
  linkTo,
  metadataText,
  originAt,
} from '#libs/log-format';

/** A log in memory with its leaves worked out from what it hands over. */
export class SealedMemory extends MemoryEventStore implements SealedRows {
  readonly #rows: SealedRow[] = [];
  readonly #links = new Map<string, string>();
  readonly #frontier = new Frontier();
  #origin: string;

  constructor(origin: string) {
    super();
    this.#origin = origin;
  }

  head(): LogHead {
    return { origin: this.#origin, size: this.#frontier.size, root: this.#frontier.root() };
  }

  leafHashes(first: number, count: number): Uint8Array {
    return Buffer.concat(this.#rows.slice(first, first + count).map((row) => row[11]));
  }

  sizeAt(position: number): Promise<number> {
    return Promise.resolve(position);
  }

  positionAt(size: number): number {
    return size;
  }

  readRows(after: number, limit: number): Promise<readonly SealedRow[]> {
    return Promise.resolve(this.#rows.slice(after, after + limit));
  }

  /** Seals what was appended since the last time. */
  async seal(): Promise<LogHead> {
    for (const event of await this.readAll(this.#rows.length, Number.MAX_SAFE_INTEGER)) {
      const { position, stream, revision, id, type, recordedAt, actor, commandId, data } = event;
      const prev = this.#links.get(stream) ?? '';
      this.#origin = originAt(this.#origin, event);
      const bytes = leafData(leafOf(this.#origin, event, prev));
      this.#links.set(stream, linkTo(bytes));
      this.#frontier.append(leafHash(bytes));
      this.#rows.push([
        ...([position, stream, revision, id, type, recordedAt] as const),
        ...([actorText(actor), commandId, canonicalText(data)] as const),
        metadataText(event),
        prev === '' ? null : Buffer.from(prev, 'hex'),
        leafHash(bytes),
      ]);
    }
    return this.head();
  }
}
