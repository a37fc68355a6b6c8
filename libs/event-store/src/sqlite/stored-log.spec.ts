import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newEvent } from '../contract/samples.js';
import type { NewEvent } from '../port.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { StoredLog } from './stored-log.js';
import { spoilIndex, spoilRow } from './testing/spoiled-page.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';

const FIRST = 'totrinh/approval-log/first';
const SECOND = 'totrinh/approval-log/second';

let directory: TemporaryDirectory;
let file: string;
beforeEach(() => {
  directory = temporaryDirectory();
  file = join(directory.path, 'log.db');
});
afterEach(() => directory.remove());

/** A log that begins with this event and has gone on under its second name. */
async function restoredLog(stream: string, first: NewEvent): Promise<void> {
  const store = SqliteEventStore.open(file, { origin: FIRST });
  await store.append(stream, [first], 0);
  const restored = newEvent({ origin: SECOND, previous: { origin: FIRST } });
  await store.append('seal-second', [{ ...restored, type: 'LogRestored' }], 0);
  await store.close();
}

const introduced = () => ({
  ...newEvent({ vkey: `${FIRST}+0a0b0c0d+key` }),
  type: 'SealKeyIntroduced',
});

function cutOff(position: number): void {
  const trigger = "SELECT sql FROM sqlite_schema WHERE name = 'events_are_never_removed'";
  const database = new DatabaseSync(file);
  const { sql } = database.prepare(trigger).get() ?? {};
  database.exec('DROP TRIGGER events_are_never_removed');
  database.prepare('DELETE FROM events WHERE position = ?').run(position);
  database.exec(String(sql));
  database.close();
}

function firstOrigin(): string {
  const log = StoredLog.open(file);
  try {
    return log.firstOrigin();
  } finally {
    log.close();
  }
}

describe('the first event that cannot be read', () => {
  beforeEach(async () => {
    const store = SqliteEventStore.open(file, { origin: FIRST });
    const events = Array.from({ length: 1_500 }, () => newEvent());
    await store.append('proposal-1', events, 0);
    await store.close();
  });
  const readableBefore = () => {
    const log = StoredLog.open(file);
    try {
      return log.readableBefore();
    } finally {
      log.close();
    }
  };

  it('is none where all can be read, be it that an index is damaged', () => {
    expect(readableBefore()).toBeNull();
    spoilIndex(file);
    expect(readableBefore()).toBeNull();
  });

  it.each([1, 700, 1_400])('is the first of a page that went bad: that of event %i', (position) => {
    const first = spoilRow(file, position);
    expect(readableBefore()).toBe(first - 1);
  });

  it.each([1, 1_200, 1_500])('is event %i where that is gone', (position) => {
    cutOff(position);
    expect(readableBefore()).toBe(position - 1);
  });
});

describe('the name that a log began with', () => {
  it('is what its restores lead back to', async () => {
    await restoredLog('proposal-1', newEvent());
    expect(firstOrigin()).toBe(FIRST);
  });

  it('is what its first event says where its restore is gone', async () => {
    await restoredLog('seal-first', introduced());
    cutOff(2);
    expect(firstOrigin()).toBe(FIRST);
  });

  it('cannot be told where nothing is left that says it', async () => {
    await restoredLog('proposal-1', newEvent());
    cutOff(2);
    expect(firstOrigin()).toBe(SECOND);
  });
});
