import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { invariant } from '#libs/domain';
import { Frontier, LOG_RESTORED, originAt } from '#libs/log-format';
import type { EventRow, SealedRow, StoredRow } from '../event-row.js';
import { EventIdTaken, RevisionConflict, type AppendResult, type Position } from '../port.js';
import type { LogHead } from '../sealed-log.js';
import { sealRow } from '../seal-row.js';
import { SQLITE_CONSTRAINT, sqliteCode } from './sqlite-error.js';

export interface PreparedAppend {
  readonly stream: string;
  readonly events: readonly EventRow[];
  readonly expectedRevision: number;
}

export type AppendOutcome =
  | { readonly result: AppendResult }
  /** A definite no: nothing of this append is in the log. */
  | { readonly refusal: unknown };

/** A stream that exists: its number in the file, how many events it holds, the link to the last. */
type StreamHead = readonly [key: number, length: number | null, link: Uint8Array | null];

const EVENT_COLUMNS = 'id, type, recorded_at, actor, command_id, data, meta';

/**
 * One open log file and its prepared statements. An error that it throws leaves the outcome of the
 * call open, and the connection unfit for anything but `close`.
 */
export class LogConnection {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #undo: StatementSync;
  readonly #insertStream: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #head: StatementSync;
  readonly #stream: StatementSync;
  readonly #all: StatementSync;
  readonly #sealed: StatementSync;
  readonly #last: StatementSync;
  readonly #leaves: StatementSync;
  readonly #keepTree: StatementSync;
  #origin: string;
  readonly #frontier: Frontier;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#savepoint = database.prepare('SAVEPOINT append');
    this.#release = database.prepare('RELEASE append');
    this.#undo = database.prepare('ROLLBACK TO append');
    this.#insertStream = database.prepare('INSERT INTO streams (name) VALUES (?)');
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
      SELECT position, ?1, revision, ${EVENT_COLUMNS} FROM events
      WHERE stream = (SELECT key FROM streams WHERE name = ?1) AND revision >= ?2
      ORDER BY revision LIMIT ?3`);
    this.#all = this.#query(`
      SELECT position, (SELECT name FROM streams WHERE key = stream), revision, ${EVENT_COLUMNS}
      FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    this.#sealed = this.#query(`
      SELECT position, (SELECT name FROM streams WHERE key = stream), revision, ${EVENT_COLUMNS},
        (SELECT before.link FROM events AS before
          WHERE before.stream = events.stream AND before.revision = events.revision - 1),
        leaf
      FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    this.#last = this.#query('SELECT max(position) FROM events');
    this.#leaves = this.#query(
      'SELECT leaf FROM events WHERE position > ? ORDER BY position LIMIT ?',
    );
    this.#keepTree = database.prepare('UPDATE tree SET frontier = ?, origin = ?');
    const tree = database.prepare('SELECT origin, frontier FROM tree').get();
    invariant(tree, 'A log has a name and a tree.');
    this.#origin = String(tree.origin);
    this.#frontier = Frontier.fromBytes(tree.frontier as Uint8Array);
  }

  /** One transaction for all, on disk when this returns; a refused append touches no other. */
  appendAll(appends: readonly PreparedAppend[]): readonly AppendOutcome[] {
    this.#begin.run();
    const sizeBefore = this.#frontier.size;
    const outcomes = appends.map((append) => this.#append(append));
    if (this.#frontier.size > sizeBefore)
      this.#keepTree.run(this.#frontier.toBytes(), this.#origin);
    this.#commit.run();
    return outcomes;
  }

  readStream(stream: string, from: number, limit: number): readonly StoredRow[] {
    return this.#stream.all(stream, from, limit) as unknown as StoredRow[];
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

  #append(append: PreparedAppend): AppendOutcome {
    const head = this.#head.get(append.stream) as unknown as StreamHead | undefined;
    const length = head?.[1] ?? 0;
    if (length !== append.expectedRevision) return this.#firstAnswer(append, length);

    this.#savepoint.run();
    const outcome = this.#insert(append, head);
    this.#release.run();
    return outcome;
  }

  #insert({ stream, events, expectedRevision }: PreparedAppend, head?: StreamHead): AppendOutcome {
    let revision = expectedRevision;
    let position = 0;
    let link = head?.[2] ?? null;
    let origin = this.#origin;
    const leaves: Uint8Array[] = [];
    try {
      const streamKey = head?.[0] ?? this.#insertStream.run(stream).lastInsertRowid;
      for (const event of events) {
        origin = originWith(origin, event);
        const sealed = sealRow(origin, stream, revision, event, link);
        const values = [streamKey, revision++, ...event, sealed.link, sealed.leaf] as const;
        position = Number(this.#insertEvent.run(...values).lastInsertRowid);
        leaves.push(sealed.leaf);
        link = sealed.link;
      }
      for (const leaf of leaves) this.#frontier.append(leaf);
      this.#origin = origin;
      return { result: { revision, position } };
    } catch (error) {
      const code = sqliteCode(error);
      if (code !== undefined && code !== SQLITE_CONSTRAINT) throw error;
      this.#undo.run();
      return { refusal: isTakenId(error) ? takenId(stream, error) : error };
    }
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

function isTakenId(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_CONSTRAINT && String(error).includes('events.id');
}

function takenId(stream: string, cause: unknown): EventIdTaken {
  return new EventIdTaken(`An event id of this append to ${stream} already stands in the log.`, {
    cause,
  });
}
