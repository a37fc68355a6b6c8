import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newEvent, newEvents, whole } from '../contract/samples.js';
import type { StoredRow } from '../event-row.js';
import { RevisionConflict, StoreUnavailable } from '../port.js';
import { RecentStreams, ROWS_KEPT_MAX } from './recent-streams.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

let directory: TemporaryDirectory;
let file: string;
beforeEach(() => {
  directory = temporaryDirectory();
  file = join(directory.path, 'log.db');
});
afterEach(() => directory.remove());

const LENGTHS = [1, 2, ROWS_KEPT_MAX - 1, ROWS_KEPT_MAX, ROWS_KEPT_MAX + 1];
const LIMIT = ROWS_KEPT_MAX * 2;

describe('a stream that was written or read last', () => {
  it.each(LENGTHS)('of %s events reads as it stands in the file', async (length) => {
    const writing = SqliteEventStore.open(file);
    for (let revision = 0; revision < length; revision++)
      await writing.append('proposal-1', newEvents(1), revision);
    await expectAsInFile(writing, length);
    await writing.append('proposal-1', newEvents(2), length);
    await expectAsInFile(writing, length + 2);
    await writing.close();
  });

  it('begins a stream that was looked for, whose name alone somebody left in the file', async () => {
    await SqliteEventStore.open(file).close();
    const database = new DatabaseSync(file);
    database.exec("INSERT INTO streams (name) VALUES ('proposal-1')");
    database.close();
    const store = SqliteEventStore.open(file);
    expect(await store.readStream('proposal-1', 0, LIMIT)).toEqual([]);
    const answers = await Promise.all([
      store.append('proposal-1', newEvents(1), 0),
      store.append('proposal-2', newEvents(1), 0),
    ]);
    expect(answers.map(({ position }) => position)).toEqual([1, 2]);
    await store.append('proposal-1', newEvents(1), 1);
    await expectAsInFile(store, 2);
    await store.close();
  });

  it('goes on from a stream that was only read', async () => {
    const first = SqliteEventStore.open(file);
    await first.append('proposal-1', newEvents(2), 0);
    await first.close();
    const store = SqliteEventStore.open(file);
    await store.readStream('proposal-1', 0, LIMIT);
    await store.append('proposal-1', newEvents(1), 2);
    expect(await store.readStream('proposal-1', 0, LIMIT)).toHaveLength(3);
    await expect(store.append('proposal-1', newEvents(1), 2)).rejects.toThrow(RevisionConflict);
    await store.close();
  });
});

/** By a store that knows nothing yet, twice: what it has read it keeps. */
async function expectAsInFile(writing: SqliteEventStore, length: number): Promise<void> {
  const reading = SqliteEventStore.open(file);
  const pages = [
    [0, LIMIT],
    [0, 1],
    [1, LIMIT],
    [length - 1, 1],
    [length, LIMIT],
  ] as const;
  for (const [from, limit] of [...pages, ...pages]) {
    const read = await reading.readStream('proposal-1', from, limit);
    expect(read).toHaveLength(Math.min(limit, length - from));
    expect(whole(await writing.readStream('proposal-1', from, limit))).toEqual(whole(read));
  }
  await reading.close();
}

describe('a second writer of the file', () => {
  it('is found out before anything is written over its events or beside its tree', async () => {
    const store = SqliteEventStore.open(file);
    await store.append('proposal-1', newEvents(1), 0);
    const other = SqliteEventStore.open(file);
    await other.append('proposal-1', newEvents(1), 1);
    await other.append('proposal-2', newEvents(1), 0);
    const own = [newEvent()];
    // Of a refusal, too, nobody knows before it has been looked at again.
    await expect(store.append('proposal-1', own, 7)).rejects.toThrow(StoreUnavailable);
    await expect(store.append('proposal-1', own, 7)).rejects.toThrow(RevisionConflict);
    await other.append('proposal-2', newEvents(1), 1);
    await expect(store.append('proposal-1', own, 1)).rejects.toThrow(StoreUnavailable);
    await expect(store.append('proposal-1', own, 1)).rejects.toThrow(RevisionConflict);
    await other.append('proposal-3', newEvents(1), 0);
    await expect(store.append('proposal-4', own, 0)).rejects.toThrow(StoreUnavailable);
    expect((await store.append('proposal-4', own, 0)).position).toBe(6);
    await other.close();
    const reopened = SqliteEventStore.open(file);
    expect(reopened.head()).toEqual(store.head());
    expect(reopened.head().size).toBe(6);
    await reopened.close();
    await store.close();
  });
});

describe('what is kept of streams', () => {
  it('is bounded by the size of their texts', () => {
    const recent = new RecentStreams();
    const names = Array.from({ length: 100 }, (_, n) => `proposal-${n}`);
    for (const [position, name] of names.entries()) {
      const row = [
        position,
        name,
        0,
        'id',
        'Type',
        'at',
        '{}',
        'command',
        'x'.repeat(200_000),
        '{}',
      ];
      const rows = [row as unknown as StoredRow];
      recent.keep(name, { key: position, length: 1, link: null, rows });
    }
    const kept = names.filter((name) => recent.get(name) !== undefined);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(41);
    expect(kept.at(-1)).toBe(names.at(-1));
  });
});
