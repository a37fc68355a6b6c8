import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSignerKey, formatVerifierKey, sealStreamOf } from '#libs/log-format';
import { newEvent, newEvents } from '../contract/samples.js';
import { EventStoreDbStore } from '../eventstoredb/eventstoredb-store.js';
import { TestServer } from '../eventstoredb/testing/test-server.js';
import type { EventStore, NewEvent } from '../port.js';
import { Rehash } from '../rehash.js';
import { SqliteEventStore } from '../sqlite/sqlite-event-store.js';
import { FollowedLog } from './followed-log.js';

const ORIGIN = 'totrinh/approval-log/0001';
const vkey = formatVerifierKey(generateSignerKey(ORIGIN, 'note'));
const beginning: NewEvent = { ...newEvent({ vkey }), type: 'SealKeyIntroduced' };

let dir: string;
let server: TestServer;
let log: FollowedLog;
const file = () => join(dir, 'leaves.db');
const follow = (begins?: string) =>
  FollowedLog.open(EventStoreDbStore.open(server.url), file(), { begins });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-followed-'));
  server = await TestServer.start();
  log = await follow(ORIGIN);
});
afterEach(async () => {
  await log.close();
  await server.stop();
  rmSync(dir, { recursive: true });
});

/** A history over several streams, the same for every store that it is written to. */
const history: readonly Parameters<EventStore['append']>[] = [
  [sealStreamOf(ORIGIN), [beginning], 0],
  ['proposal-1', newEvents(3), 0],
  ['proposal-2', newEvents(2), 0],
  ['proposal-1', newEvents(2), 3],
];

async function write(store: EventStore): Promise<number> {
  let last = 0;
  for (const append of history) last = (await store.append(...append)).position;
  return last;
}

describe('a log that is followed', () => {
  it('has the root of the same history in a file', async () => {
    const sqlite = SqliteEventStore.open(join(dir, 'log.db'), { origin: ORIGIN });
    await write(sqlite);
    expect(await log.sizeAt(await write(log))).toBe(8);
    expect(log.head()).toEqual(sqlite.head());
    const prevs = async (store: SqliteEventStore | FollowedLog) =>
      (await store.readRows(0, 100)).map(([, ...row]) => row.map((cell) => String(cell)));
    expect(await prevs(log)).toEqual(await prevs(sqlite));
    await sqlite.close();
  });

  it('has another root as soon as one event is another', async () => {
    await write(log);
    const { position } = await log.append('proposal-3', newEvents(1), 0);
    const sqlite = SqliteEventStore.open(join(dir, 'log.db'), { origin: ORIGIN });
    await write(sqlite);
    await sqlite.append('proposal-3', newEvents(1), 0);
    expect(await log.sizeAt(position)).toBe(9);
    expect(log.head().root).not.toEqual(sqlite.head().root);
    await sqlite.close();
  });

  it('goes on where it was, also after its file was deleted or was none', async () => {
    await log.sizeAt(await write(log));
    const head = log.head();
    await log.close();
    log = await follow();
    expect(log.head()).toEqual(head);
    await log.close();
    rmSync(file());
    log = await follow();
    expect(log.head()).toEqual(head);
    await log.close();
    for (const end of ['-wal', '-shm']) rmSync(`${file()}${end}`, { force: true });
    writeFileSync(file(), 'not a database');
    log = await follow();
    expect(log.head()).toEqual(head);
  });

  it('forgets a tree that is of another log', async () => {
    await log.sizeAt(await write(log));
    await log.close();
    await server.stop();
    server = await TestServer.start();
    const store = EventStoreDbStore.open(server.url);
    await store.append(sealStreamOf(ORIGIN), [beginning], 0);
    const { position } = await store.append('proposal-9', newEvents(1), 0);
    await store.close();
    log = await follow();
    expect(log.head().size).toBe(2);
    expect(log.positionAt(2)).toBe(position);
  });

  it('is checked from the bytes of the store', async () => {
    await log.sizeAt(await write(log));
    const checked = log.checked();
    const rehash = new Rehash(checked.firstOrigin());
    expect(rehash.take(await checked.rows(0, 5))).toBeNull();
    expect(rehash.take(await checked.rows(5, 5))).toBeNull();
    expect(rehash.frontier.root()).toEqual(log.head().root);
  });

  it('can be read from any place, also from one between two events', async () => {
    await log.sizeAt(await write(log));
    const all = await log.readAll(0, 100);
    const between = (all[2]?.position ?? 0) + 1;
    expect(await log.readAll(between, 100)).toEqual(all.slice(3));
    expect(await log.readAll(between, 2)).toEqual(all.slice(3, 5));
    expect(await log.readAll(Number.MAX_SAFE_INTEGER, 2)).toEqual([]);
  });
});

describe('a store that holds no log of ours', () => {
  const opened = () => FollowedLog.open(EventStoreDbStore.open(server.url), join(dir, 'other.db'));

  it('is not followed while it is empty', async () => {
    await expect(opened()).rejects.toMatchObject({ name: 'LogNotBegun', found: 'empty' });
  });

  it('is not followed when something else stands first', async () => {
    await log.append('proposal-1', newEvents(1), 0);
    await expect(opened()).rejects.toMatchObject({ name: 'LogNotBegun', found: 'foreign' });
  });
});
