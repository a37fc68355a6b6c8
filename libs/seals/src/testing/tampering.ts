import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { StoredLog } from '#libs/event-store';
import { Frontier, NO_PREVIOUS, sealOf, sha256Hex } from '#libs/log-format';

type Change = (text: string) => string;

/** A row as it lies in the file, with the name of its stream. */
interface KeptRow {
  readonly position: number;
  readonly stream: number;
  readonly name: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly command_id: string;
  readonly data: string;
  readonly meta: string;
  readonly link: Uint8Array;
}

/** What somebody who holds the file of a log can do to it; nobody may have it open. */
export const tampering = {
  /** The last events go, and the tree is made to fit. */
  truncate(file: string, kept: number): void {
    const frontier = frontierAt(file, kept);
    changing(file, (database) => {
      database.prepare('DELETE FROM events WHERE position > ?').run(kept);
      database.prepare('UPDATE tree SET frontier = ?').run(frontier.toBytes());
    });
  },

  /** Takes the last rows away and leaves the tree that they were in. */
  removeLast(file: string, kept: number): void {
    changing(file, (database) =>
      database.prepare('DELETE FROM events WHERE position > ?').run(kept),
    );
  },

  /** As `truncate`, and no trace of the numbers that were given out. */
  truncateWell(file: string, kept: number): void {
    tampering.truncate(file, kept);
    tampering.numberOnFrom(file, kept);
  },

  /** What is written next gets the number after this one. */
  numberOnFrom(file: string, last: number): void {
    changing(file, (database) =>
      database.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'").run(last),
    );
  },

  /** The name that a log is kept under. */
  rename(file: string, origin: string): void {
    changing(file, (database) => database.prepare('UPDATE tree SET origin = ?').run(origin));
  },

  /** One byte of a text as it lies on the disk. */
  changeByte(file: string, text: string): void {
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf(text);
    if (at < 0) throw new Error(`The file has no "${text}".`);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  },

  set(file: string, column: string, value: string | Uint8Array, position: number): void {
    changing(file, (database) =>
      database.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(value, position),
    );
  },

  /** The index by which streams are read leaves one event out; the row itself stays as it was. */
  hideFromIndex(file: string, position: number): void {
    const database = new DatabaseSync(file, { defensive: false });
    const rootOf = "(SELECT rootpage FROM sqlite_schema WHERE name = 'short')";
    database.exec(`
      CREATE TABLE copied (stream INTEGER NOT NULL, revision INTEGER NOT NULL);
      INSERT INTO copied (rowid, stream, revision)
        SELECT position, stream, revision FROM events WHERE position <> ${position};
      CREATE UNIQUE INDEX short ON copied (stream, revision);
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET rootpage = ${rootOf} WHERE name = 'sqlite_autoindex_events_2';
      DELETE FROM sqlite_schema WHERE name IN ('copied', 'short');
    `);
    database.close();
  },

  /** The last event in other texts, and every hash made to fit them. */
  forgeLast(file: string, change: { readonly data?: Change; readonly meta?: Change }): void {
    const log = StoredLog.open(file);
    const { origin, size } = log.head();
    const frontier = frontierAt(file, size - 1);
    const rows = log.database
      .prepare(
        'SELECT *, (SELECT name FROM streams WHERE key = stream) AS name FROM events ORDER BY position',
      )
      .all() as unknown as KeptRow[];
    log.close();
    const last = rows.at(-1);
    if (!last) throw new Error('The log holds events.');
    const before = rows.findLast(
      ({ stream, revision }) => stream === last.stream && revision === last.revision - 1,
    );
    const data = change.data?.(last.data) ?? last.data;
    const meta = change.meta?.(last.meta) ?? last.meta;
    const { link, leaf } = sealOf({
      ...{ log: origin, stream: last.name, rev: last.revision, id: last.id, type: last.type },
      ...{ ts: last.recorded_at, actor: last.actor, cmd: last.command_id },
      ...{ dataHash: sha256Hex(data), metaHash: sha256Hex(meta) },
      prev: before ? Buffer.from(before.link).toString('hex') : NO_PREVIOUS,
    });
    frontier.append(leaf);
    changing(file, (database) => {
      database
        .prepare('UPDATE events SET data = ?, meta = ?, link = ?, leaf = ? WHERE position = ?')
        .run(data, meta, link, leaf, last.position);
      database.prepare('UPDATE tree SET frontier = ?').run(frontier.toBytes());
    });
  },

  /** An earlier copy of the file, as a careless restore puts it there. */
  putBack(file: string, copy: string): void {
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    copyFileSync(copy, file);
  },
};

function changing(file: string, change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  const triggers = database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`);
  change(database);
  for (const { sql } of triggers) database.exec(String(sql));
  database.close();
}

function frontierAt(file: string, size: number): Frontier {
  const log = StoredLog.open(file);
  const frontier = new Frontier();
  for (const leaf of log.leaves(0, size)) frontier.append(leaf);
  log.close();
  return frontier;
}
