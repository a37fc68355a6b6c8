import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ids, newEvent, newEvents } from '../contract/samples.js';
import { StoreUnavailable } from '../port.js';
import { openLogFile } from './log-file.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { startChild } from './testing/child-process.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

let directory: TemporaryDirectory;
let file: string;
beforeEach(() => {
  directory = temporaryDirectory();
  file = join(directory.path, 'log.db');
});
afterEach(() => directory.remove());

describe('a full disk', () => {
  it('is unavailable, keeps what was acknowledged, and goes on when there is room', async () => {
    let pagesMax = 40;
    const store = new SqliteEventStore(() => {
      const database = openLogFile(file);
      database.exec(`PRAGMA max_page_count = ${pagesMax}`);
      return database;
    });
    const kept = await fill(store);
    expect(kept.length).toBeGreaterThan(10);

    pagesMax = 10_000;
    expect(ids(await store.readStream('proposal-1', 0, 1000))).toEqual(kept);
    expect((await store.append('proposal-1', newEvents(1), kept.length)).revision).toBe(
      kept.length + 1,
    );
    await store.close();
  });
});

/** Appends until the file is full; answers the ids that were acknowledged. */
async function fill(store: SqliteEventStore): Promise<string[]> {
  const kept: string[] = [];
  for (;;) {
    const event = newEvent({ text: 'x'.repeat(1000) });
    const appended = await store.append('proposal-1', [event], kept.length).then(
      () => true,
      (error: unknown) => {
        expect(error).toBeInstanceOf(StoreUnavailable);
        return false;
      },
    );
    if (!appended) return kept;
    kept.push(event.id);
  }
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('an I/O error of the file', () => {
  // A limit on the size of files makes real writes fail, and can be lifted from outside.
  onLinux('is unavailable until it is over, and nothing acknowledged is missing', async () => {
    const child = startChild('limited-child', [file], "trap '' XFSZ; ulimit -S -f 1024;");
    child.lines.on('line', (line: string) => {
      if (line === 'unavailable 10')
        execFileSync('prlimit', [`--pid=${child.process.pid ?? 0}`, '--fsize=unlimited']);
      child.process.stdin.write('\n');
    });
    let last = '';
    child.lines.on('line', (line: string) => (last = line));
    await once(child.lines, 'close');
    const [word, acknowledged] = last.split(' ');
    expect(word).toBe('kept');

    const store = SqliteEventStore.open(file);
    expect(await store.readStream('proposal-1', 0, 10_000)).toHaveLength(Number(acknowledged));
    await store.close();
  });
});

describe('a file that another process holds', () => {
  it('is unavailable until it is let go, and the identical append then succeeds', async () => {
    const store = new SqliteEventStore(() => openLogFile(file, { busyTimeoutMs: 1 }));
    const events = newEvents(2);
    const holder = openLogFile(file);
    holder.exec('BEGIN IMMEDIATE');
    await expect(store.append('proposal-1', events, 0)).rejects.toBeInstanceOf(StoreUnavailable);
    holder.exec('ROLLBACK');
    expect(await store.append('proposal-1', events, 0)).toEqual({ revision: 2, position: 2 });
    holder.close();
    await store.close();
  });
});

describe('an error while a group is written', () => {
  it('leaves the whole group unanswered, and the next begins with the file itself', async () => {
    const opened: DatabaseSync[] = [];
    const store = new SqliteEventStore(() => {
      const database = openLogFile(file);
      opened.push(database);
      return database;
    });
    await store.append('proposal-1', newEvents(1), 0);
    opened[0]?.close();

    const group = [newEvents(1), newEvents(2)];
    const append = () =>
      Promise.allSettled(group.map((events, index) => store.append(`person-${index}`, events, 0)));
    for (const answer of await append())
      expect(answer).toMatchObject({ reason: { name: 'StoreUnavailable' } });
    expect((await append()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(opened).toHaveLength(2);
    expect(await store.readAll(0, 10)).toHaveLength(4);
    await store.close();
  });

  it('never goes on with a file that has lost what was acknowledged', async () => {
    const files = [file, join(directory.path, 'other.db')];
    const opened: DatabaseSync[] = [];
    const store = new SqliteEventStore(() => {
      const database = openLogFile(files[opened.length] ?? '');
      opened.push(database);
      return database;
    });
    await store.append('proposal-1', newEvents(2), 0);
    opened[0]?.close();
    await expect(store.readAll(0, 1)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.append('proposal-2', newEvents(1), 0)).rejects.toThrow('lost');
    await store.close();
  });
});
