import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { invariant } from '#libs/domain';
import { FormatError, LOG_RESTORED, originAt, type Frontier, type Seal } from '#libs/log-format';
import type { EventRow, SealedRow, StoredRow } from '../event-row.js';
import { EventIdTaken, RevisionConflict, type AppendResult, type Position } from '../port.js';
import type { LogHead } from '../sealed-log.js';
import { sealRow } from '../seal-row.js';
import { keptTree } from './kept-tree.js';
import { RecentStreams, ROWS_KEPT_MAX, type StreamInFile } from './recent-streams.js';

export interface PreparedAppend {
  readonly stream: string;
  readonly events: readonly EventRow[];
  readonly expectedRevision: number;
}

export type AppendOutcome =
  | { readonly result: AppendResult }
  /** A definite no: nothing of this append is in the log. */
  | { readonly refusal: unknown };

/** An event with its seals, ready to be written. */
type BoundRow = Seal & { readonly event: EventRow };

/** A stream that exists: its number in the file, how many events it holds, the link to the last. */
type StreamHead = readonly [key: number, length: number | null, link: Uint8Array | null];

/** Most of what begins was looked for a moment before. */
const NOT_BEGUN: StreamInFile = { key: null, length: 0, link: null, rows: [] };

const EVENT_COLUMNS = 'id, type, recorded_at, actor, command_id, data, meta';

/** As an expression: of a bare parameter SQLite looks at the value, and plans anew each time. */
const limit = (parameter: string) => `LIMIT abs(${parameter})`;

/**
 * One open log file and its prepared statements. An error that it throws leaves the outcome of the
 * call open, and the connection unfit for anything but `close`.
 */
export class LogConnection {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #taken: StatementSync;
  readonly #insertStream: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #head: StatementSync;
  readonly #stream: StatementSync;
  readonly #all: StatementSync;
  readonly #sealed: StatementSync;
  readonly #last: StatementSync;
  readonly #leaves: StatementSync;
  readonly #keepTree: StatementSync;
  readonly #recent = new RecentStreams();
  #origin: string;
  readonly #frontier: Frontier;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#taken = this.#query('SELECT 1 FROM events WHERE id = ?');
    this.#insertStream = this.#query(
      'INSERT INTO streams (name) VALUES (?) ON CONFLICT DO NOTHING RETURNING key',
    );
    this.#insertEvent = database.prepare(
      `INSERT INTO events (stream, revision, ${EVENT_COLUMNS}, link, leaf)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#head = this.#query(`
      SELECT key, last.revision + 1, last.link
      FROM streams LEFT JOIN events AS last
        ON last.stream = key
        AND last.revision = (SELECT max(revision) FROM events WHERE stream = key)
      WHERE name = ?`);
    this.#stream = this.#query(`
      SELECT position, NULL, revision, ${EVENT_COLUMNS} FROM events
      WHERE stream = (SELECT key FROM streams WHERE name = ?) AND revision >= ?
      ORDER BY revision ${limit('?')}`);
    this.#all = this.#query(`
      SELECT position, (SELECT name FROM streams WHERE key = stream), revision, ${EVENT_COLUMNS}
      FROM events WHERE position > ? ORDER BY position ${limit('?')}`);
    this.#sealed = this.#query(`
      SELECT position, (SELECT name FROM streams WHERE key = stream), revision, ${EVENT_COLUMNS},
        (SELECT before.link FROM events AS before
          WHERE before.stream = events.stream AND before.revision = events.revision - 1),
        leaf
      FROM events WHERE position > ? ORDER BY position ${limit('?')}`);
    this.#last = this.#query('SELECT max(position) FROM events');
    this.#leaves = this.#query(
      `SELECT leaf FROM events WHERE position > ? ORDER BY position ${limit('?')}`,
    );
    this.#keepTree = database.prepare('UPDATE tree SET frontier = ?, origin = ?');
    const { origin, frontier } = keptTree(database);
    this.#origin = origin;
    this.#frontier = frontier;
  }

  /** One transaction for all, on disk when this returns; a refused append touches no other. */
  appendAll(appends: readonly PreparedAppend[]): readonly AppendOutcome[] {
    this.#begin.run();
    // What somebody else has written is in no tree and among no recent streams here.
    invariant(this.lastPosition() === this.#frontier.size, 'Nobody else writes to the log.');
    const sizeBefore = this.#frontier.size;
    const outcomes = appends.map((append) => this.#append(append));
    if (this.#frontier.size > sizeBefore)
      this.#keepTree.run(this.#frontier.toBytes(), this.#origin);
    this.#commit.run();
    return outcomes;
  }

  readStream(stream: string, from: number, limit: number): readonly StoredRow[] {
    const kept = this.#recent.get(stream)?.rows;
    if (kept) return kept.slice(from, from + limit);
    const rows = this.#stream.all(stream, from, limit) as unknown as StoredRow[];
    // Each of them from the file would be a text of its own: a twentieth of a replay.
    for (const row of rows as unknown as [number, string][]) row[1] = stream;
    const isWhole = from === 0 && rows.length < limit;
    if (isWhole && rows.length <= ROWS_KEPT_MAX) this.#keepRows(stream, rows);
    return rows;
  }

  readAll(after: Position, limit: number): readonly StoredRow[] {
    return this.#all.all(after, limit) as unknown as StoredRow[];
  }

  readSealed(after: Position, limit: number): readonly SealedRow[] {
    return this.#sealed.all(after, limit) as unknown as SealedRow[];
  }

  /** 0 for an empty log. */
  lastPosition(): Position {
    const [position] = this.#last.get() as unknown as readonly [Position | null];
    return position ?? 0;
  }

  /** Name, size and root of the tree over all events. */
  treeHead(): LogHead {
    return { origin: this.#origin, size: this.#frontier.size, root: this.#frontier.root() };
  }

  /** Hashes of `count` leaves from leaf `first` on, one after the other; fewer at the end. */
  leafHashes(first: number, count: number): Uint8Array {
    const rows = this.#leaves.all(first, count) as unknown as readonly (readonly [Uint8Array])[];
    return Buffer.concat(rows.map(([leaf]) => leaf));
  }

  close(): void {
    this.#database.close();
  }

  /** Whatever can be refused is found before the first write: nothing has to be undone. */
  #append(append: PreparedAppend): AppendOutcome {
    const { stream, events, expectedRevision } = append;
    const before = this.#inFile(stream);
    if (before.length !== expectedRevision) return this.#firstAnswer(append, before.length);
    if (events.some(([id]) => this.#taken.get(id) !== undefined))
      return { refusal: new EventIdTaken(`An event id of an append to ${stream} stands already.`) };
    try {
      const { rows, origin } = this.#seal(append, before.link);
      const result = this.#insert(stream, before, rows);
      this.#origin = origin;
      return { result };
    } catch (error) {
      if (error instanceof FormatError) return { refusal: error };
      throw error;
    }
  }

  /** Throws `FormatError` for what cannot be a leaf. */
  #seal({ stream, events, expectedRevision }: PreparedAppend, before: Uint8Array | null) {
    let origin = this.#origin;
    let prev = before;
    const rows = events.map((event, index) => {
      origin = originWith(origin, event);
      const seal = sealRow(origin, stream, expectedRevision + index, event, prev);
      prev = seal.link;
      return { event, ...seal };
    });
    return { rows, origin };
  }

  #insert(stream: string, before: StreamInFile, bound: readonly BoundRow[]): AppendResult {
    const key = before.key ?? this.#begun(stream);
    let { length: revision, link: last } = before;
    let position = 0;
    const rows: StoredRow[] = [];
    for (const { event, link, leaf } of bound) {
      const written = this.#insertEvent.run(key, revision, ...event, link, leaf);
      position = Number(written.lastInsertRowid);
      rows.push([position, stream, revision++, ...event]);
      this.#frontier.append(leaf);
      last = link;
    }
    const all = before.rows && [...before.rows, ...rows];
    this.#recent.keep(stream, { key, length: revision, link: last, rows: all });
    return { revision, position };
  }

  #inFile(stream: string): StreamInFile {
    const kept = this.#recent.get(stream);
    if (kept) return kept;
    const head = this.#head.get(stream) as unknown as StreamHead | undefined;
    if (!head) return NOT_BEGUN;
    const [key, length, link] = head;
    return { key, length: length ?? 0, link, rows: null };
  }

  #begun(stream: string): number {
    const begun = this.#insertStream.get(stream) as unknown as readonly [number] | undefined;
    if (begun) return begun[0];
    // It stands in the file without events, which nobody here does.
    const [key] = this.#head.get(stream) as unknown as StreamHead;
    return key;
  }

  #keepRows(stream: string, rows: readonly StoredRow[]): void {
    const inFile = rows.length === 0 ? NOT_BEGUN : this.#inFile(stream);
    if (inFile.length === rows.length) this.#recent.keep(stream, { ...inFile, rows });
  }

  /** What these very events were answered when they were written; else somebody wrote first. */
  #firstAnswer({ stream, events, expectedRevision }: PreparedAppend, length: number) {
    const written = this.readStream(stream, expectedRevision, events.length);
    const last = written.at(-1);
    return last && events.every(([id], index) => written[index]?.[3] === id)
      ? { result: { revision: last[2] + 1, position: last[0] } }
      : { refusal: new RevisionConflict(stream, expectedRevision, length) };
  }

  #query(sql: string): StatementSync {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}

/** A restored log goes on under another name, from the event on that says so. */
function originWith(before: string, [, type, , , , data]: EventRow): string {
  return type === LOG_RESTORED
    ? originAt(before, { type, data: JSON.parse(data) as object })
    : before;
}
