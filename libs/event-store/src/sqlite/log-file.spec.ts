import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newEvents, whole } from '../contract/samples.js';
import { ForeignLogFile, openLogFile } from './log-file.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

let directory: TemporaryDirectory;
let file: string;
beforeEach(() => {
  directory = temporaryDirectory();
  file = join(directory.path, 'log.db');
});
afterEach(() => directory.remove());

describe('the log file', () => {
  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['recursive_triggers', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['busy_timeout', 5000],
    ['journal_size_limit', 67_108_864],
  ])('is opened with %s = %s', (pragma, value) => {
    const database = openLogFile(file);
    expect(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})).toEqual([value]);
    database.close();
  });

  it('keeps synchronous = FULL after writing', async () => {
    const database = openLogFile(file);
    const store = new SqliteEventStore(() => database);
    await store.append('proposal-1', newEvents(1), 0);
    expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
    await store.close();
  });

  it('is read again with what it held', async () => {
    const first = SqliteEventStore.open(file);
    await first.append('proposal-1', newEvents(3), 0);
    const events = whole(await first.readAll(0, 10));
    await first.close();
    const second = SqliteEventStore.open(file);
    expect(whole(await second.readAll(0, 10))).toEqual(events);
    await second.close();
  });

  it('writes ahead into a file that has its size already', async () => {
    const store = SqliteEventStore.open(file);
    const { size } = statSync(`${file}-wal`);
    for (let revision = 0; revision < 50; revision++)
      await store.append('proposal-1', newEvents(1), revision);
    expect(statSync(`${file}-wal`).size).toBe(size);
    await store.close();
  });

  it('is opened where somebody else is writing', () => {
    const first = openLogFile(file);
    first.exec('BEGIN IMMEDIATE');
    openLogFile(file, { busyTimeoutMs: 10 }).close();
    first.exec('COMMIT');
    first.close();
  });

  it('is refused when there is nowhere to write ahead', () => {
    expect(() => openLogFile(':memory:')).toThrow('WAL');
  });
});

describe('a file that is no log', () => {
  it('is refused and left as it was when it is another database', () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE notes (text TEXT)');
    other.close();
    expectRefusedUntouched('is not an event log');
  });

  it('is refused and left as it was when it is not a database', () => {
    writeFileSync(file, 'Kính gửi: Ban Thường vụ\n'.repeat(500));
    expectRefusedUntouched('is not an event log');
  });

  it('is refused and left as it was when its version is newer', () => {
    const database = openLogFile(file);
    database.exec('PRAGMA user_version = 2');
    database.close();
    expectRefusedUntouched('version 2');
  });

  function expectRefusedUntouched(message: string): void {
    const before = readFileSync(file);
    expect(() => openLogFile(file)).toThrow(ForeignLogFile);
    expect(() => openLogFile(file)).toThrow(message);
    expect(readFileSync(file).equals(before)).toBe(true);
  }
});

describe('the table of events', () => {
  let database: DatabaseSync;
  beforeEach(async () => {
    const store = SqliteEventStore.open(file);
    await store.append('proposal-1', newEvents(3), 0);
    await store.close();
    database = openLogFile(file);
  });
  afterEach(() => database.close());

  it.each([
    ["UPDATE events SET data = '{}' WHERE position = 1", 'events are never changed'],
    ['DELETE FROM events WHERE position = 3', 'events are never removed'],
    ['DELETE FROM events', 'events are never removed'],
    ["UPDATE streams SET name = 'proposal-2'", 'streams are never changed'],
    ['DELETE FROM streams', 'streams are never removed'],
    [
      `INSERT OR REPLACE INTO events SELECT 1, stream, 9, id, type, recorded_at, actor,
         command_id, '{}', meta, link, leaf FROM events WHERE position = 2`,
      'events are never removed',
    ],
    [insertCopy({ revision: 0, id: "'other'" }), 'events.stream, events.revision'],
    [insertCopy({ revision: 3, id: 'id' }), 'events.id'],
    [insertCopy({ revision: -1, id: "'other'" }), 'CHECK'],
    [insertCopy({ revision: "'three'", id: "'other'" }), 'INTEGER'],
  ])('refuses %s', (sql, message) => {
    expect(() => database.exec(sql)).toThrow(message);
  });

  it.each([
    ['SELECT data FROM events WHERE stream = 1 AND revision >= 0 ORDER BY revision LIMIT 9'],
    ['SELECT data FROM events WHERE position > 1 ORDER BY position LIMIT 9'],
    ["SELECT key FROM streams WHERE name = 'proposal-1'"],
  ])('is searched, not scanned or sorted: %s', (sql) => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    expect(plan.map(({ detail }) => String(detail))).toEqual([
      expect.stringMatching(/^SEARCH .* USING /),
    ]);
  });
});

function insertCopy({ revision, id }: { revision: number | string; id: string }): string {
  return `INSERT INTO events
    (stream, revision, id, type, recorded_at, actor, command_id, data, meta, link, leaf)
    SELECT stream, ${revision}, ${id}, type, recorded_at, actor, command_id, data, meta, link, leaf
    FROM events WHERE position = 1`;
}
