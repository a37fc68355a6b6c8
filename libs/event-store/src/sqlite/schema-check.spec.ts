import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newEvents } from '../contract/samples.js';
import { openLogFile } from './log-file.js';
import { AlteredLogFile } from './schema-check.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { StoredLog } from './stored-log.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

let directory: TemporaryDirectory;
let file: string;
beforeEach(async () => {
  directory = temporaryDirectory();
  file = join(directory.path, 'log.db');
  const store = SqliteEventStore.open(file);
  await store.append('proposal-1', newEvents(2), 0);
  await store.close();
});
afterEach(() => directory.remove());

const GUARD = 'events_are_never_changed';

function alter(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

/** As somebody does who edits what SQLite itself would not let them. */
function rewrite(sql: string): void {
  const database = new DatabaseSync(file, { defensive: false });
  database.exec(`PRAGMA writable_schema = ON; ${sql}`);
  database.close();
}

describe('the schema of a log', () => {
  it('is that of every log that we made, also once its guards were taken off and put back', () => {
    const [sql] = new DatabaseSync(file, { readOnly: true })
      .prepare('SELECT sql FROM sqlite_schema WHERE name = ?')
      .all(GUARD);
    alter(`DROP TRIGGER ${GUARD}; ${String(sql?.sql)}`);
    openLogFile(file).close();
    StoredLog.open(file).close();
  });

  it.each<[string, string, () => void]>([
    ['a trigger was removed', GUARD, () => alter(`DROP TRIGGER ${GUARD}`)],
    [
      'a trigger was added',
      'trigger planted was added',
      () => alter('CREATE TRIGGER planted AFTER INSERT ON events BEGIN SELECT 1; END'),
    ],
    [
      'a trigger was put in another’s place',
      `trigger ${GUARD} was changed`,
      () =>
        alter(`DROP TRIGGER ${GUARD}; CREATE TRIGGER ${GUARD} BEFORE UPDATE ON events
        WHEN 0 BEGIN SELECT RAISE(ABORT, 'events are never changed'); END`),
    ],
    [
      'an index was added',
      'index planted was added',
      () => alter('CREATE UNIQUE INDEX planted ON events (command_id)'),
    ],
    ['a table was added', 'table planted', () => alter('CREATE TABLE planted (text TEXT)')],
    ['a view was added', 'view planted', () => alter('CREATE VIEW planted AS SELECT 1')],
    ['a table was removed', 'table tree was removed', () => alter('DROP TABLE tree')],
    [
      'a column was added',
      'table events was changed',
      () => alter('ALTER TABLE events ADD COLUMN more TEXT'),
    ],
    [
      'a check was taken out of a table',
      'table events was changed',
      () =>
        rewrite(`UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (revision >= 0)', '')
          WHERE name = 'events'`),
    ],
    [
      'its text makes no sense any more',
      'malformed database schema',
      () => rewrite("UPDATE sqlite_schema SET sql = 'CREATE TABLE' WHERE name = 'events'"),
    ],
  ])('is refused, and left as it is, when %s', (_what, said, attack) => {
    attack();
    const before = readFileSync(file);
    for (const open of [openLogFile, (path: string) => StoredLog.open(path)]) {
      expect(() => open(file)).toThrow(AlteredLogFile);
      expect(() => open(file)).toThrow(said);
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
