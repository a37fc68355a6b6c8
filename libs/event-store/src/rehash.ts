import { Frontier, LOG_RESTORED, originAt } from '#libs/log-format';
import { requireWritten } from './event-row.js';
import { sealRow } from './seal-row.js';
import type { LeafRow } from './sealed-log.js';

/** The first row that is not what was written, by its place in the log from 0. */
export interface ChangedRow {
  readonly index: number;
  /** `null` where the row is missing. */
  readonly stream: string | null;
}

/** Works the leaves out again from the bytes of the rows, page by page. */
export class Rehash {
  readonly frontier = new Frontier();
  readonly #links = new Map<string, Uint8Array>();
  #origin: string;

  constructor(firstOrigin: string) {
    this.#origin = firstOrigin;
  }

  /** Name of the log that the last of them bears. */
  get origin(): string {
    return this.#origin;
  }

  /** Answers the first row that is not what its hashes say; `null` when all are. */
  take(rows: readonly LeafRow[]): ChangedRow | null {
    for (const row of rows)
      if (!this.#takeRow(row)) return { index: this.frontier.size, stream: row[1] };
    return null;
  }

  #takeRow([place, stream, revision, ...rest]: LeafRow): boolean {
    const [id, type, at, actor, commandId, data, meta, link, leaf] = rest;
    if (place !== this.frontier.size + 1) return false;
    try {
      this.#origin = originAt(this.#origin, { type, data: dataOf(type, data) });
      const event = [id, type, at, actor, commandId, data, meta] as const;
      requireWritten([place, stream, revision, ...event]);
      const before = this.#links.get(stream) ?? null;
      const sealed = sealRow(this.#origin, stream, revision, event, before);
      if (!sealed.leaf.equals(leaf) || (link && !sealed.link.equals(link))) return false;
      this.#links.set(stream, sealed.link);
      this.frontier.append(sealed.leaf);
      return true;
    } catch {
      return false; // not canonical, or no leaf, any more
    }
  }
}

function dataOf(type: string, data: string): unknown {
  return type === LOG_RESTORED ? (JSON.parse(data) as unknown) : {};
}
