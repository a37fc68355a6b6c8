import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { plainDate, privateText } from '#libs/domain';
import { MemoryEventStore, type NewEvent } from '#libs/event-store';
import { BEGINNING, sealData, SubjectErased, SubjectKeys } from '#libs/privacy';

import { reconcileKeys } from './reconcile-keys.js';

const actor = { accountId: '', personId: '', role: 'process', unitId: '' } as const;

function event(type: string, data: NewEvent['data']): NewEvent {
  return {
    id: randomUUID(),
    ...{ type, version: 1, data },
    effectiveOn: plainDate('2020-01-02'),
    recordedAt: '2020-01-02T05:00:00.000Z' as NewEvent['recordedAt'],
    ...{ actor, commandId: randomUUID() },
    meta: { commandDigest: '0'.repeat(64), correlationId: '', causationId: null, policies: [] },
  };
}

let dir: string;
let keys: SubjectKeys;
let store: MemoryEventStore;
const recordErasure = (subjectId: string, stream = `erasure-${subjectId}`) =>
  store.append(stream, [event('SubjectKeyErased', { subjectId })], 0);
const readAnother = (position: number) => {
  const to = { position, eventId: randomUUID() };
  keys.carryOut({ from: BEGINNING, to, erased: [], unfounded: [], missing: [] });
};
const hasKey = (subject: string) => keys.kidsOf(subject).length > 0;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-erased-'));
  keys = new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
  store = new MemoryEventStore();
  for (const subject of ['p1', 'p2', 'p3']) await keys.forSealing(subject);
});
afterEach(async () => {
  await store.close();
  keys.close();
  rmSync(dir, { recursive: true });
});

describe('erasures that are in the log', () => {
  it('are carried out on the keys, and on no others', async () => {
    await recordErasure('p1');
    await store.append('unit-u1', [event('UnitEstablished', { subjectId: 'p2' })], 0);
    await recordErasure('p3', 'unit-u2'); // in no stream of ours
    await reconcileKeys(store, keys);
    expect(['p1', 'p2', 'p3'].map(hasKey)).toEqual([false, true, true]);
  });

  it('are read from where they were read to', async () => {
    await recordErasure('p1');
    const { position } = await store.append('unit-u1', [event('UnitEstablished', {})], 0);
    await reconcileKeys(store, keys);
    expect(keys.reconciledTo().position).toBe(position);
    await recordErasure('p2');
    await reconcileKeys(store, keys);
    expect(['p1', 'p2', 'p3'].map(hasKey)).toEqual([false, false, true]);
  });

  it('are all read again when the log is another one', async () => {
    await recordErasure('p1');
    readAnother(1);
    await reconcileKeys(store, keys);
    expect(hasKey('p1')).toBe(false);
  });

  it('are all read again when the log is shorter than it was', async () => {
    await recordErasure('p1');
    readAnother(999);
    await reconcileKeys(store, keys);
    expect(hasKey('p1')).toBe(false);
  });

  it('keep the subject from ever having a key', async () => {
    await recordErasure('never-sealed');
    await reconcileKeys(store, keys);
    await expect(keys.forSealing('never-sealed')).rejects.toThrow(/erased/);
  });

  it('are none in an empty log', async () => {
    await reconcileKeys(store, keys);
    expect(keys.reconciledTo()).toEqual(BEGINNING);
  });
});

describe('an older copy of the keys', () => {
  const older = () => join(dir, 'older.db');

  async function copyTo(file: string, from: string): Promise<void> {
    const database = new DatabaseSync(from, { readOnly: true });
    await backup(database, file);
    database.close();
  }

  async function putBack(sql: string): Promise<void> {
    keys.close();
    const database = new DatabaseSync(older());
    database.exec(sql);
    database.close();
    await copyTo(join(dir, 'keys.db'), older());
    keys = new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
    await reconcileKeys(store, keys);
  }

  beforeEach(async () => {
    await store.append('unit-u1', [event('UnitEstablished', {})], 0);
    await reconcileKeys(store, keys);
    await copyTo(older(), join(dir, 'keys.db'));
    await recordErasure('p1');
    await reconcileKeys(store, keys);
  });

  it('brings nobody back as it is: everything after its position is read', async () => {
    await putBack('');
    expect(['p1', 'p2'].map(hasKey)).toEqual([false, true]);
    expect(keys.reconciledTo().position).toBe(2);
  });

  it('brings nobody back when it says that it has come further', async () => {
    const noted = keys.reconciledTo();
    await putBack(
      `UPDATE state SET reconciled_position = 2, reconciled_event = '${String(noted.eventId)}'`,
    );
    expect(['p1', 'p2'].map(hasKey)).toEqual([false, true]);
    expect(keys.reconciledTo()).toEqual(noted); // written anew
  });

  it('brings nobody back when the newer note is moved into it', async () => {
    await putBack(
      `ATTACH '${join(dir, 'keys.db')}' AS newer;
       DELETE FROM state; INSERT INTO state SELECT * FROM newer.state`,
    );
    expect(['p1', 'p2'].map(hasKey)).toEqual([false, true]);
  });
});

describe('whom somebody wrote among the erased', () => {
  const forge = (subject: string) => {
    keys.close();
    const database = new DatabaseSync(join(dir, 'keys.db'));
    database.prepare('INSERT INTO erased_subjects VALUES (?)').run(subject);
    database.close();
    keys = new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
  };

  it.each([
    ['after the log was read', true],
    ['before it was read at all', false],
  ])('keeps the key, and is erased no more: %s', async (_when, isRead) => {
    await recordErasure('p1');
    if (isRead) await reconcileKeys(store, keys);
    forge('p2');
    await reconcileKeys(store, keys);
    expect(['p1', 'p2', 'p3'].map(hasKey)).toEqual([false, true, true]);
    expect((await keys.forSealing('p2')).kid).toBe(keys.kidsOf('p2')[0]);
    await expect(keys.forSealing('p1')).rejects.toBeInstanceOf(SubjectErased);
  });

  it('is erased where the log says so as well', async () => {
    await reconcileKeys(store, keys);
    await recordErasure('p2');
    forge('p2');
    await reconcileKeys(store, keys);
    expect(hasKey('p2')).toBe(false);
  });

  it('stays erased where an authentic note stands for it, whatever log lies there', async () => {
    await recordErasure('p1');
    await reconcileKeys(store, keys);
    await reconcileKeys(new MemoryEventStore(), keys);
    await expect(keys.forSealing('p1')).rejects.toBeInstanceOf(SubjectErased);
  });
});

describe('keys that texts in the log are sealed with', () => {
  const older = () => join(dir, 'older.db');
  const opened = (file: string) => new SubjectKeys(file, join(dir, 'kek'));

  /** What is written about a person, as the service does it. */
  async function register(subject: string): Promise<number> {
    const stream = `person-${subject}`;
    const recorded = event('PersonRegistered', {});
    const name = privateText(subject, 'Lê Thị Mẫu');
    const data = await sealData({ name }, { eventId: recorded.id, stream }, keys);
    return (await store.append(stream, [{ ...recorded, data }], 0)).position;
  }

  async function putBackOlder(): Promise<void> {
    const database = new DatabaseSync(older(), { readOnly: true });
    keys.close();
    await backup(database, join(dir, 'keys.db'));
    database.close();
    keys = opened(join(dir, 'keys.db'));
  }

  beforeEach(async () => {
    await register('p1');
    await reconcileKeys(store, keys);
    const database = new DatabaseSync(join(dir, 'keys.db'), { readOnly: true });
    await backup(database, older());
    database.close();
    for (const subject of ['p4', 'p5']) await register(subject);
  });

  it('are all there in the file that they were made in', async () => {
    await reconcileKeys(store, keys);
    await reconcileKeys(store, keys);
    expect(keys.missingSubjects()).toBe(0);
  });

  it('are missing in an older copy, which then makes no others in their place', async () => {
    await putBackOlder();
    await reconcileKeys(store, keys);
    expect([keys.missingSubjects(), keys.kidsOf('p4').length]).toEqual([2, 1]);
    await expect(keys.forSealing('p4')).rejects.toMatchObject({ rule: 'subject-key-there' });
    await reconcileKeys(store, keys); // reads nothing again, and forgets nothing
    expect(keys.missingSubjects()).toBe(2);
  });

  it('are not missed when their subject was erased since', async () => {
    await recordErasure('p4');
    await putBackOlder();
    await reconcileKeys(store, keys);
    expect(keys.missingSubjects()).toBe(1);
    await expect(keys.forSealing('p4')).rejects.toThrow(SubjectErased);
  });

  it('are missed no more once their subject is erased', async () => {
    await putBackOlder();
    await reconcileKeys(store, keys);
    for (const subject of ['p4', 'p5']) await recordErasure(subject);
    await reconcileKeys(store, keys);
    expect(keys.missingSubjects()).toBe(0);
  });

  it('are not asked for up to where whoever imported the log gave them up', async () => {
    const position = await register('p6');
    await register('p7');
    keys.close();
    rmSync(join(dir, 'keys.db'));
    keys = opened(join(dir, 'keys.db'));
    keys.giveUpMissing(position);
    await reconcileKeys(store, keys);
    expect([keys.missingSubjects(), keys.kidsOf('p7').length]).toEqual([1, 1]);
    expect(await keys.forSealing('p6')).toBeDefined();
  });
});
