import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Frontier, leafData, leafHash, leafOf, linkTo, NO_PREVIOUS } from '#libs/log-format';
import { newEvent, newEvents } from '../contract/samples.js';
import { EventIdTaken, RevisionConflict, type RecordedEvent } from '../port.js';
import { SqliteEventStore } from './sqlite-event-store.js';

let file: string;
let store: SqliteEventStore;

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'totrinh-seal-')), 'log.db');
  store = SqliteEventStore.open(file, { origin: 'totrinh/approval-log/test' });
});
afterEach(() => store.close());

/** Seals the events anew from what any reader sees: a second way to the same root. */
function rootOf(events: readonly RecordedEvent[], origin: string): string {
  const frontier = new Frontier();
  const links = new Map<string, string>();
  for (const event of events) {
    const bytes = leafData(leafOf(origin, event, links.get(event.stream) ?? NO_PREVIOUS));
    links.set(event.stream, linkTo(bytes));
    frontier.append(leafHash(bytes));
  }
  return Buffer.from(frontier.root()).toString('hex');
}

async function expectSealed(size: number): Promise<void> {
  const head = store.head();
  expect(head.size).toBe(size);
  const events = await store.readAll(0, 1_000);
  expect(Buffer.from(head.root).toString('hex')).toBe(rootOf(events, head.origin));
}

describe('the seal over the log', () => {
  it('covers every event in log order, over streams and groups', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => store.append(`proposal-${n}`, newEvents(3), 0)),
    );
    await store.append('proposal-3', newEvents(2), 3);
    await expectSealed(38);
  });

  it('is not moved by what is refused beside others of its group', async () => {
    const taken = newEvent();
    await store.append('proposal-1', [taken], 0);
    const results = await Promise.allSettled([
      store.append('proposal-2', newEvents(2), 0),
      store.append('proposal-3', [newEvent(), taken], 0),
      store.append('proposal-1', newEvents(1), 7),
      store.append('proposal-4', newEvents(1), 0),
    ]);
    const reasons: unknown[] = results.map((result) =>
      result.status === 'rejected' ? (result.reason as unknown) : null,
    );
    expect(reasons[1]).toBeInstanceOf(EventIdTaken);
    expect(reasons[2]).toBeInstanceOf(RevisionConflict);
    await expectSealed(4);
  });

  it('goes on where it was after the store is opened again, under its own name', async () => {
    await store.append('proposal-1', newEvents(5), 0);
    await store.close();
    store = SqliteEventStore.open(file, { origin: 'another name' });
    expect(store.head().origin).toBe('totrinh/approval-log/test');
    await store.append('proposal-1', newEvents(2), 5);
    await expectSealed(7);
  });

  it('gives the hashes of its leaves, as many as there are', async () => {
    await store.append('proposal-1', newEvents(5), 0);
    const frontier = new Frontier();
    const hashes = store.leafHashes(0, 100);
    expect(hashes).toHaveLength(5 * 32);
    for (let at = 0; at < hashes.length; at += 32) frontier.append(hashes.subarray(at, at + 32));
    expect(frontier.root()).toEqual(store.head().root);
    expect(store.leafHashes(3, 1)).toEqual(hashes.subarray(96, 128));
  });
});
