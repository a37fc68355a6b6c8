import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { plainDate, privateText } from '#libs/domain';
import { MemoryEventStore, type NewEvent } from '#libs/event-store';
import { openData, OtherKeys, sealData, SubjectKeys } from '#libs/privacy';

import { mergeKeys } from './merge-keys.js';
import { reconcileKeys } from './reconcile-keys.js';

const actor = { accountId: '', personId: '', role: 'process', unitId: '' } as const;
const event = (type: string): NewEvent => ({
  id: randomUUID(),
  ...{ type, version: 1, data: {} },
  effectiveOn: plainDate('2020-01-02'),
  recordedAt: '2020-01-02T05:00:00.000Z' as NewEvent['recordedAt'],
  ...{ actor, commandId: randomUUID() },
  meta: { commandDigest: '0'.repeat(64), correlationId: '', causationId: null, policies: [] },
});

let dir: string;
let store: MemoryEventStore;
let keys: SubjectKeys;
/** What ran while an older copy of `keys` stood in its place. */
let interim: SubjectKeys;
const file = (name: string) => join(dir, name);

/** Writes a name sealed with these keys; answers how to read it with others. */
async function register(subject: string, sealedWith = interim) {
  const recorded = event('PersonRegistered');
  const home = { eventId: recorded.id, stream: `person-${subject}-${recorded.id}` };
  const data = await sealData({ name: privateText(subject, 'Lê Thị Mẫu') }, home, sealedWith);
  await store.append(home.stream, [{ ...recorded, data }], 0);
  return () => openData(data, home, keys).name;
}

async function merge(name = 'interim.db', kek = 'kek') {
  return mergeKeys(store, keys, new OtherKeys(file(name), file(kek)));
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-merge-'));
  store = new MemoryEventStore();
  keys = new SubjectKeys(file('keys.db'), file('kek'));
  interim = new SubjectKeys(file('interim.db'), file('kek'));
  await register('p1', keys);
});
afterEach(async () => {
  await store.close();
  keys.close();
  interim.close();
  rmSync(dir, { recursive: true });
});

describe('keys that were made in another file', () => {
  it('come over where texts need them, once, and are no longer missing', async () => {
    const read = await register('p2');
    await register('p3');
    await interim.forSealing('never-written');
    await reconcileKeys(store, keys);
    expect([keys.missingSubjects(), read()]).toEqual([
      2,
      { $private: 'p2', text: null, keyMissing: true },
    ]);
    expect(await merge()).toEqual({ taken: 2, conflicting: 0 });
    expect([keys.missingSubjects(), read()]).toEqual([0, { $private: 'p2', text: 'Lê Thị Mẫu' }]);
    expect(keys.kidsOf('never-written')).toEqual([]);
    expect(await merge()).toEqual({ taken: 0, conflicting: 0 });
  });

  it('come over also where whoever imported the log had given them up', async () => {
    const read = await register('p2');
    keys.giveUpMissing(2);
    expect(await merge()).toEqual({ taken: 1, conflicting: 0 });
    expect(read()).toMatchObject({ text: 'Lê Thị Mẫu' });
  });

  it('never bring an erased person back', async () => {
    const read = await register('p2');
    const erasure = { ...event('SubjectKeyErased'), data: { subjectId: 'p2' } };
    await store.append('erasure-p2', [erasure], 0);
    expect(await merge()).toEqual({ taken: 0, conflicting: 0 });
    expect([read(), keys.kidsOf('p2')]).toEqual([{ $private: 'p2', text: null }, []]);
  });

  it('stay away where the subject has another one, and the others come', async () => {
    const read = await register('p1');
    await register('p2');
    expect(await merge()).toEqual({ taken: 1, conflicting: 1 });
    expect(read()).toMatchObject({ text: null });
  });
});

describe('another file is refused, and nothing is taken,', () => {
  beforeEach(async () => {
    await register('p2');
    await register('p3');
  });
  afterEach(() => {
    const standing = ['p2', 'p3'].map((subject) => keys.standingOf({ subject, kid: '' }));
    expect(standing).toEqual(['missing', 'missing']);
  });
  const refusal = (problem: string) => expect.objectContaining({ problem });

  it('when none of its keys is of this log', async () => {
    const foreign = new SubjectKeys(file('foreign.db'), file('kek'));
    for (const subject of ['p2', 'p9']) await foreign.forSealing(subject);
    foreign.close();
    await expect(merge('foreign.db')).rejects.toEqual(refusal('another-log'));
  });

  it('when one of its keys was altered', async () => {
    const database = new DatabaseSync(file('interim.db'));
    database.exec("UPDATE subject_keys SET key = zeroblob(60) WHERE subject = 'p3'");
    database.close();
    await expect(merge()).rejects.toEqual(refusal('altered'));
  });

  it.each<[string, (path: string) => void, string]>([
    ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path]), 'unreadable'],
    ['a folder', (path) => mkdirSync(path), 'unreadable'],
    ['nothing', () => undefined, 'no-file'],
  ])('when there is %s', async (_what, make, problem) => {
    make(file('other.db'));
    await expect(merge('other.db')).rejects.toEqual(refusal(problem));
  });

  it('when its keys are wrapped by another one', async () => {
    new SubjectKeys(file('elsewhere.db'), file('other-kek')).close();
    await expect(merge('elsewhere.db')).rejects.toEqual(refusal('another-kek'));
  });

  it('when it is no keys.db, or there is none', async () => {
    writeFileSync(file('note.txt'), 'ghi chú'.repeat(1_000));
    new DatabaseSync(file('empty.db')).close();
    for (const name of ['note.txt', 'empty.db'])
      await expect(merge(name)).rejects.toEqual(refusal('no-keys'));
    await expect(merge('nowhere.db')).rejects.toEqual(refusal('no-file'));
  });
});
