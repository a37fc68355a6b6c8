import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { invariant } from '#libs/domain';
import { Frontier, LOG_RESTORED, originAt } from '#libs/log-format';
import type { StoredRow } from '../event-row.js';
import type { Position } from '../port.js';
import { sealRow } from '../seal-row.js';
import type { LogHead } from '../sealed-log.js';

/** Of the tables below: a file of another version is made anew. */
const VERSION = 1;

/** What is lost in a power cut is read again from the store, so NORMAL is enough. */
const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA trusted_schema = OFF;
  PRAGMA journal_size_limit = 67108864;
`;

/** `links` holds the link of the last event of each stream: the next leaf of it names that one. */
const TABLES = `
  CREATE TABLE leaves (
    place INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    prev BLOB,
    leaf BLOB NOT NULL
  ) STRICT;
  CREATE TABLE links (
    stream TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    link BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tree (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    first_origin TEXT NOT NULL,
    origin TEXT NOT NULL,
    frontier BLOB NOT NULL
  ) STRICT;
  PRAGMA user_version = ${VERSION};
`;

/** A leaf with the link to the event before in its stream, as it was worked out. */
export interface KeptLeaf {
  readonly prev: Uint8Array | null;
  readonly leaf: Uint8Array;
}

/**
 * The tree over a log that lies in a store without one. Everything in it follows from the events:
 * the file may be deleted at any time.
 */
export class LeafFile {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #firstOrigin: string | null = null;
  #origin = '';
  #frontier = new Frontier();
  #position: Position = 0;

  constructor(file: string) {
    this.#database = openOrMake(file);
    this.#load();
  }

  /** Name that the log began with; `null` while nothing is known of it. */
  get firstOrigin(): string | null {
    return this.#firstOrigin;
  }

  /** Position of the last event that has a leaf; 0 for none. */
  get position(): Position {
    return this.#position;
  }

  head(): LogHead {
    return { origin: this.#origin, size: this.#frontier.size, root: this.#frontier.root() };
  }

  /** Forgets everything: the tree is to be of a log that begins with this name. */
  begin(firstOrigin: string): void {
    this.#transaction(() => {
      for (const table of ['leaves', 'links', 'tree']) this.#run(`DELETE FROM ${table}`);
      const frontier = new Frontier().toBytes();
      this.#run('INSERT INTO tree VALUES (1, ?, ?, ?)', firstOrigin, firstOrigin, frontier);
    });
    this.#load();
  }

  /** Adds the next events of the log. Throws `InvariantBroken` where events are missing. */
  take(rows: readonly StoredRow[]): void {
    try {
      this.#transaction(() => {
        for (const row of rows) this.#takeRow(row);
        this.#run(
          'UPDATE tree SET origin = ?, frontier = ?',
          this.#origin,
          this.#frontier.toBytes(),
        );
      });
    } catch (error) {
      this.#load(); // what was worked out is not in the file
      throw error;
    }
  }

  /** After the first `from` leaves. */
  leaves(from: number, limit: number): readonly KeptLeaf[] {
    return this.#statement(
      'SELECT prev, leaf FROM leaves WHERE place > ? ORDER BY place LIMIT ?',
    ).all(from, limit) as unknown as KeptLeaf[];
  }

  /** Number of leaves of events up to that position. */
  sizeAt(position: Position): number {
    return this.#nearest(position)?.place ?? 0;
  }

  positionAt(size: number): Position {
    const row = this.#statement('SELECT position FROM leaves WHERE place = ?').get(size);
    return Number(row?.position ?? 0);
  }

  /** The last position up to this one at which there is an event; 0 for none. */
  positionUpTo(position: Position): Position {
    return this.#nearest(position)?.position ?? 0;
  }

  /** Whether the last leaf is the one of this row. */
  endsWith([, stream, revision, ...event]: StoredRow): boolean {
    const [last] = this.leaves(this.#frontier.size - 1, 1);
    return last
      ? sealRow(this.#origin, stream, revision, event, last.prev).leaf.equals(last.leaf)
      : false;
  }

  close(): void {
    this.#database.close();
  }

  #takeRow([position, stream, revision, ...event]: StoredRow): void {
    const before = this.#statement('SELECT revision, link FROM links WHERE stream = ?').get(stream);
    const expected = before ? Number(before.revision) + 1 : 0;
    invariant(
      revision === expected,
      `At position ${position} comes event ${revision} of ${stream}, not ${expected}: some are missing.`,
    );
    const [, type, , , , data] = event;
    if (type === LOG_RESTORED)
      this.#origin = originAt(this.#origin, { type, data: JSON.parse(data) as object });
    const prev = (before?.link ?? null) as Uint8Array | null;
    const { link, leaf } = sealRow(this.#origin, stream, revision, event, prev);
    this.#frontier.append(leaf);
    this.#run('INSERT INTO leaves VALUES (?, ?, ?, ?)', this.#frontier.size, position, prev, leaf);
    this.#run('INSERT OR REPLACE INTO links VALUES (?, ?, ?)', stream, revision, link);
    this.#position = position;
  }

  #nearest(position: Position): { place: number; position: number } | undefined {
    return this.#statement(
      'SELECT place, position FROM leaves WHERE position <= ? ORDER BY position DESC LIMIT 1',
    ).get(position) as { place: number; position: number } | undefined;
  }

  #load(): void {
    const tree = this.#statement('SELECT first_origin, origin, frontier FROM tree').get();
    this.#firstOrigin = tree ? String(tree.first_origin) : null;
    this.#origin = String(tree?.origin ?? '');
    this.#frontier = tree ? Frontier.fromBytes(tree.frontier as Uint8Array) : new Frontier();
    this.#position = this.positionAt(this.#frontier.size);
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #run(sql: string, ...values: readonly (string | number | Uint8Array | null)[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** Whatever else lies there under this name is derived as well, and is made anew. */
function openOrMake(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version === VERSION) return prepared(database);
  } catch {
    // No database, or not one that can be read.
  }
  database.close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const made = prepared(new DatabaseSync(file));
  made.exec(`BEGIN; ${TABLES} COMMIT;`);
  return made;
}

function prepared(database: DatabaseSync): DatabaseSync {
  database.exec(SETTINGS);
  return database;
}
