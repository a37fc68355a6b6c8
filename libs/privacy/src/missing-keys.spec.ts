import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { privateText, type Refusal } from '#libs/domain';

import { sealData } from './event-texts.js';
import { examineMissing, keysMissing, type NeededKey } from './missing-keys.js';
import { BEGINNING } from './reconciled-note.js';
import { sealedWith } from './sealed-with.js';
import { SubjectKeys } from './subject-keys.js';

const home = { eventId: '5f1c8a3e-0000-5000-8000-000000000001', stream: 'person-p1' };
const gone = { subject: 'p1', kid: 'khoa-da-mat' };

let dir: string;
let keys: SubjectKeys;
const file = () => join(dir, 'keys.db');
const open = () => new SubjectKeys(file(), join(dir, 'kek'));
const noteMissing = (...missing: NeededKey[]) =>
  keys.carryOut({ from: BEGINNING, to: null, erased: [], unfounded: [], missing });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-missing-'));
  keys = open();
});
afterEach(() => {
  keys.close();
  rmSync(dir, { recursive: true });
});

describe('the keys that an event needs', () => {
  it('are those of its sealed texts, wherever they stand', async () => {
    const names = [privateText('p1', 'Lê An'), { name: privateText('p2', 'Đỗ Bình') }];
    const sealed = await sealData({ names, unitId: 'u1' }, home, keys);
    expect(sealedWith(sealed)).toEqual(
      ['p1', 'p2'].map((subject) => ({ subject, kid: keys.kidsOf(subject)[0] })),
    );
    expect(sealedWith(sealed).map((key) => keys.has(key))).toEqual([true, true]);
  });

  it('are none where no text is sealed, and another’s is not there', () => {
    expect(sealedWith({ unitId: 'u1', posts: [{ count: 2 }, null] })).toEqual([]);
    expect(keys.has(gone)).toBe(false);
  });
});

describe('a subject whose key is missing', () => {
  beforeEach(() => noteMissing(gone));

  it('gets no second key, also after a restart, while others get theirs', async () => {
    const refused = { name: 'Refusal', rule: 'subject-key-there' } satisfies Partial<Refusal>;
    await expect(keys.forSealing('p1')).rejects.toMatchObject(refused);
    keys.close();
    keys = open();
    await expect(keys.forSealing('p1')).rejects.toMatchObject(refused);
    expect(await keys.forSealing('p2')).toMatchObject({ kid: keys.kidsOf('p2')[0] });
  });

  it('is counted once, and is told of in words', () => {
    noteMissing(gone, { ...gone, kid: 'khoa-khac' });
    expect([keys.missingSubjects(), examineMissing(file())]).toEqual([1, 1]);
    expect(keysMissing(1).vi).toContain('thiếu khóa của 1 người');
  });

  it('has the missing key among those that are to be erased, and misses none afterwards', () => {
    expect(keys.kidsOf('p1')).toEqual([gone.kid]);
    keys.erase(['p1']);
    noteMissing(gone);
    expect([keys.kidsOf('p1'), keys.missingSubjects()]).toEqual([[], 0]);
  });

  it('seals with the key that it has, if it was given a second one before', async () => {
    await keys.forSealing('p3');
    noteMissing({ subject: 'p3', kid: 'khoa-dau' });
    await expect(keys.forSealing('p3')).resolves.toBeDefined();
    expect(keys.missingSubjects()).toBe(2);
  });

  it('gets a new one once whoever runs the service has given the old one up', async () => {
    keys.giveUpMissing(12);
    expect([keys.missingSubjects(), keys.neededAfter()]).toEqual([0, 12]);
    await expect(keys.forSealing('p1')).resolves.toBeDefined();
  });
});

describe('a file from before missing keys were noted', () => {
  it('has the whole log read for them at the next start', async () => {
    const { kid } = await keys.forSealing('p1');
    const to = { position: 12, eventId: home.eventId };
    keys.carryOut({ from: BEGINNING, to, erased: [], unfounded: [], missing: [] });
    keys.close();
    const database = new DatabaseSync(file());
    database.exec('DROP TABLE missing_keys; ALTER TABLE state DROP COLUMN needed_after');
    database.exec('ALTER TABLE state DROP COLUMN reconciled_mac');
    database.exec('PRAGMA user_version = 1');
    database.close();
    expect(examineMissing(file())).toBe(0);
    keys = open();
    expect(keys.reconciledTo()).toEqual(BEGINNING);
    expect([keys.kidsOf('p1'), keys.missingSubjects()]).toEqual([[kid], 0]);
  });

  it('is not asked when there is none', () => {
    expect(examineMissing(join(dir, 'nowhere.db'))).toBe(0);
  });
});
