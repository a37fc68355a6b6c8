import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { invariant } from '#libs/domain';
import { canonicalText, Frontier, LOG_RESTORED, originAt, sealStreamOf } from '#libs/log-format';
import type { StoredRow } from '../event-row.js';
import type { LogHead } from '../sealed-log.js';
import { APPLICATION_ID, SCHEMA_VERSION } from './log-schema.js';
import { ForeignLogFile } from './log-file.js';
import { sealRow } from './seal-row.js';

/** A row with what was worked out over it when it was written. */
type LeafRow = readonly [...row: StoredRow, link: Uint8Array, leaf: Uint8Array];

/** The first row that is not what was written, by its place in the log from 0. */
export interface ChangedRow {
  readonly index: number;
  /** `null` where the row is missing. */
  readonly stream: string | null;
}

/**
 * The rows of a log file as they lie there, on a connection that cannot write: for whoever checks
 * or copies the file, beside the store that holds it or without one.
 */
export class StoredLog {
  readonly database: DatabaseSync;
  readonly #rows: StatementSync;
  readonly #leaves: StatementSync;

  private constructor(database: DatabaseSync) {
    this.database = database;
    this.#rows = database.prepare(`
      SELECT position, (SELECT name FROM streams WHERE key = stream), revision,
             id, type, recorded_at, actor, command_id, data, meta, link, leaf
      FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    this.#rows.setReturnArrays(true);
    this.#leaves = database.prepare(
      'SELECT leaf FROM events WHERE position > ? ORDER BY position LIMIT ?',
    );
  }

  /** Throws `ForeignLogFile`, or the driver's error. */
  static open(file: string): StoredLog {
    const database = new DatabaseSync(file, { timeout: 5000, defensive: true });
    try {
      database.exec('PRAGMA query_only = ON; PRAGMA trusted_schema = OFF');
      const found = database
        .prepare(
          `SELECT application_id AS id, user_version AS version
           FROM pragma_application_id, pragma_user_version`,
        )
        .get();
      if (found?.id !== APPLICATION_ID || found.version !== SCHEMA_VERSION)
        throw new ForeignLogFile(`${file} is not an event log of this version.`);
      return new StoredLog(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  head(): LogHead {
    const tree = this.database.prepare('SELECT origin, frontier FROM tree').get();
    invariant(tree, 'A log has a name and a tree.');
    const frontier = Frontier.fromBytes(tree.frontier as Uint8Array);
    return { origin: String(tree.origin), size: frontier.size, root: frontier.root() };
  }

  /** Name the log began with: restore by restore back from the one it has now. */
  firstOrigin(): string {
    const restore = this.database.prepare(`
      SELECT type, data, position FROM events
      WHERE stream = (SELECT key FROM streams WHERE name = ?) AND revision = 0`);
    let { origin } = this.head();
    for (let before = Infinity; ;) {
      const row = restore.get(sealStreamOf(origin));
      // Each stands before the next: rows that somebody made up could go in a circle.
      if (row?.type !== LOG_RESTORED || Number(row.position) >= before) return origin;
      before = Number(row.position);
      const { previous } = JSON.parse(String(row.data)) as { previous: { origin: string } };
      origin = previous.origin;
    }
  }

  /** What the file itself finds wrong with its pages; empty when nothing. */
  pageFaults(): readonly string[] {
    const rows = this.database.prepare('PRAGMA quick_check(10)').all();
    return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
  }

  /** Up to `limit` rows from place `from` on, each with its number in the file. */
  rows(from: number, limit: number): readonly LeafRow[] {
    return this.#rows.all(from, limit) as unknown as LeafRow[];
  }

  /** Leaf hashes as they are stored, from place `from` on. */
  leaves(from: number, limit: number): readonly Uint8Array[] {
    return this.#leaves.all(from, limit).map(({ leaf }) => leaf as Uint8Array);
  }

  /** Whether the next event gets the next number: not so where rows were cut off. */
  isNumberedOn(): boolean {
    const row = this.database
      .prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
      .get();
    return Number(row?.seq ?? 0) === this.head().size;
  }

  close(): void {
    this.database.close();
  }
}

/** Works the leaves out again from the bytes of the rows, page by page. */
export class Rehash {
  readonly frontier = new Frontier();
  readonly #links = new Map<string, Uint8Array>();
  #origin: string;

  constructor(firstOrigin: string) {
    this.#origin = firstOrigin;
  }

  /** Answers the first row that is not what its hashes say; `null` when all are. */
  take(rows: readonly LeafRow[]): ChangedRow | null {
    for (const row of rows)
      if (!this.#takeRow(row)) return { index: this.frontier.size, stream: row[1] };
    return null;
  }

  #takeRow([position, stream, revision, ...rest]: LeafRow): boolean {
    const [id, type, at, actor, commandId, data, meta, link, leaf] = rest;
    if (position !== this.frontier.size + 1) return false;
    try {
      // The leaf holds the value of the actor; of the rest it holds the bytes.
      if (canonicalText(JSON.parse(actor)) !== actor) return false;
      this.#origin = originAt(this.#origin, { type, data: dataOf(type, data) });
      const event = [id, type, at, actor, commandId, data, meta] as const;
      const before = this.#links.get(stream) ?? null;
      const sealed = sealRow(this.#origin, stream, revision, event, before);
      if (!sealed.link.equals(link) || !sealed.leaf.equals(leaf)) return false;
      this.#links.set(stream, sealed.link);
      this.frontier.append(sealed.leaf);
      return true;
    } catch {
      return false; // not JSON, or no leaf, any more
    }
  }
}

function dataOf(type: string, data: string): object {
  return type === LOG_RESTORED ? (JSON.parse(data) as object) : {};
}
