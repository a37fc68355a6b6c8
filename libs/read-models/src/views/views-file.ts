import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import { invariant } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';

import type { Projection } from './projection.js';
import { Sql } from './sql.js';

/** "TTv1" in ASCII: tells our views from any other SQLite file. */
const APPLICATION_ID = 0x54547631;

/**
 * What is lost in a power cut is read again from the log, so NORMAL is enough. EXCLUSIVE keeps out
 * a second process, which would apply every event twice.
 */
const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32768;
  PRAGMA trusted_schema = OFF;
  PRAGMA journal_size_limit = 67108864;
`;

/** Where the views stand: the last event they have in them. */
const PROGRESS = `
  CREATE TABLE progress (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    stamp TEXT NOT NULL,
    position INTEGER NOT NULL,
    stream TEXT,
    revision INTEGER,
    event_id TEXT
  ) STRICT;
`;

/** The last event that is in the views. */
export interface Progress {
  readonly position: number;
  readonly stream: string | null;
  readonly revision: number | null;
  readonly eventId: string | null;
}

/** The file of all read models. Anything unexpected of ours in it is dropped, nothing of others. */
export class ViewsFile {
  readonly sql: Sql;
  readonly #stamp: string;

  /** Throws when the file belongs to something else, or another process has it open. */
  constructor(
    file: string,
    private readonly projections: readonly Projection[],
  ) {
    const database = new DatabaseSync(file);
    this.sql = new Sql(database);
    this.#stamp = stampOf(projections);
    try {
      // Before anything else: a switch to WAL would already change a file that is not ours.
      this.#requireOursOrEmpty(file);
      database.exec(SETTINGS);
      if (this.#storedStamp() !== this.#stamp) this.reset();
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Back to the beginning of the log, with empty tables. */
  reset(): void {
    this.sql.transaction(() => {
      for (const table of this.#tables()) this.sql.exec(`DROP TABLE "${table}"`);
      this.sql.exec(PROGRESS);
      for (const { tables } of this.projections) this.sql.exec(tables);
      this.sql.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      this.sql.run(
        'INSERT INTO progress (only_row, stamp, position) VALUES (1, ?, 0)',
        this.#stamp,
      );
    });
  }

  progress(): Progress {
    return this.sql.get(
      'SELECT position, stream, revision, event_id AS eventId FROM progress',
    ) as Progress;
  }

  /** Belongs in the transaction of the rows. */
  saveProgress({ position, stream, revision, id }: RecordedEvent): void {
    this.sql.run(
      'UPDATE progress SET position = ?, stream = ?, revision = ?, event_id = ?',
      position,
      stream,
      revision,
      id,
    );
  }

  #requireOursOrEmpty(file: string): void {
    const { id } = this.sql.get('SELECT application_id AS id FROM pragma_application_id') as {
      id: number;
    };
    const ours = id === APPLICATION_ID || (id === 0 && this.#tables().length === 0);
    invariant(ours, `${file} is not a file of read models: nothing in it was touched.`);
  }

  #storedStamp(): string | undefined {
    if (!this.#tables().includes('progress')) return undefined;
    return (this.sql.get('SELECT stamp FROM progress') as { stamp: string } | undefined)?.stamp;
  }

  #tables(): string[] {
    const rows = this.sql.all("SELECT name FROM sqlite_schema WHERE type = 'table'") as {
      name: string;
    }[];
    return rows.map(({ name }) => name);
  }
}

function stampOf(projections: readonly Projection[]): string {
  const parts = projections.map(({ name, version, tables }) => [name, version, tables]);
  return createHash('sha256')
    .update(JSON.stringify([PROGRESS, parts]))
    .digest('hex');
}
