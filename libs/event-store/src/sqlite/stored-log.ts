import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { firstOriginBy, originBefore, sealStreamOf } from '#libs/log-format';
import type { CheckedLog, LeafRow, LogHead } from '../sealed-log.js';
import { APPLICATION_ID, SCHEMA_VERSION } from './log-schema.js';
import { keptTree } from './kept-tree.js';
import { asForeign, ForeignLogFile } from './log-file.js';
import { pageFaultsAside, pageFaultsOf } from './page-check.js';
import { asAltered, requireSchema } from './schema-check.js';
import { SQLITE_CORRUPT, sqliteCode } from './sqlite-error.js';

/** Rows read at once where one is looked for that cannot be read. */
const ROWS_AT_ONCE = 1_000;

/**
 * The rows of a log file as they lie there, on a connection that cannot write: for whoever checks
 * or copies the file, beside the store that holds it or without one.
 */
export class StoredLog implements CheckedLog {
  readonly database: DatabaseSync;
  readonly #file: string;
  readonly #rows: StatementSync;
  readonly #leaves: StatementSync;

  private constructor(database: DatabaseSync, file: string) {
    this.database = database;
    this.#file = file;
    this.#rows = database.prepare(`
      SELECT position, (SELECT name FROM streams WHERE key = stream), revision,
             id, type, recorded_at, actor, command_id, data, meta, link, leaf
      FROM events WHERE position > ? ORDER BY position LIMIT ?`);
    this.#rows.setReturnArrays(true);
    this.#leaves = database.prepare(
      'SELECT leaf FROM events WHERE position > ? ORDER BY position LIMIT ?',
    );
  }

  /** Throws `ForeignLogFile`, `AlteredLogFile`, or the driver's error. */
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
      if (found?.id !== APPLICATION_ID)
        throw new ForeignLogFile(`${file} is not an event log.`, 'no-log');
      if (found.version !== SCHEMA_VERSION)
        throw new ForeignLogFile(`${file} is not an event log of this version.`, 'another-version');
      requireSchema(database, file);
      keptTree(database);
      return new StoredLog(database, file);
    } catch (error) {
      database.close();
      throw asAltered(asForeign(error, file), file);
    }
  }

  head(): LogHead {
    const { origin, frontier } = keptTree(this.database);
    return { origin, size: frontier.size, root: frontier.root() };
  }

  /** As its first event says; where that says nothing, by its restores back from today's. */
  firstOrigin(): string {
    const [first] = this.#rows.all(0, 1) as unknown as LeafRow[];
    return (first && beginning(first)) ?? this.#beforeRestores();
  }

  #beforeRestores(): string {
    const restore = this.database.prepare(`
      SELECT type, data, position FROM events
      WHERE stream = (SELECT key FROM streams WHERE name = ?) AND revision = 0`);
    let { origin } = this.head();
    for (let before = Infinity; ;) {
      const row = restore.get(sealStreamOf(origin));
      // Each stands before the next: rows that somebody made up could go in a circle.
      const previous = row && originBefore({ type: String(row.type), data: parsed(row.data) });
      if (!previous || Number(row.position) >= before) return origin;
      before = Number(row.position);
      origin = previous;
    }
  }

  /** What the file itself finds wrong with its pages and indices; empty when nothing. */
  pageFaults(): readonly string[] {
    return pageFaultsOf(this.database);
  }

  pageFaultsAside(signal: AbortSignal): Promise<readonly string[]> {
    return pageFaultsAside(this.#file, signal);
  }

  /** Events before the first whose row is gone or cannot be read; `null` where all can be. */
  readableBefore(): number | null {
    const { size } = this.head();
    for (let from = 0; from < size; from += ROWS_AT_ONCE) {
      const end = Math.min(from + ROWS_AT_ONCE, size);
      if (this.#holds(from, end - from)) continue;
      for (let at = from; at < end; at++) if (!this.#holds(at, 1)) return at;
    }
    return null;
  }

  #holds(from: number, count: number): boolean {
    try {
      const rows = this.#rows.all(from, count) as unknown as LeafRow[];
      return rows.length === count && rows.every(([place], index) => place === from + index + 1);
    } catch (error) {
      if (sqliteCode(error) === SQLITE_CORRUPT) return false;
      throw error;
    }
  }

  /** A row's place is its number in the file: there are no gaps unless somebody made one. */
  rows(from: number, limit: number): Promise<readonly LeafRow[]> {
    return new Promise((resolve) => {
      resolve(this.#rows.all(from, limit) as unknown as LeafRow[]);
    });
  }

  leaves(from: number, limit: number): readonly Uint8Array[] {
    return this.#leaves.all(from, limit).map(({ leaf }) => leaf as Uint8Array);
  }

  isNumberedOn(): boolean {
    // In one statement, as others may be writing.
    const row = this.database
      .prepare(
        `SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'events') AS given,
                (SELECT max(position) FROM events) AS last`,
      )
      .get();
    return (row?.given ?? 0) === (row?.last ?? 0);
  }

  close(): void {
    this.database.close();
  }
}

function beginning([, stream, , , type, , , , data]: LeafRow): string | null {
  return firstOriginBy({ stream, type, data: parsed(data) });
}

/** What is no JSON says nothing; that it was changed is found by its leaf. */
function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data)) as unknown;
  } catch {
    return null;
  }
}
