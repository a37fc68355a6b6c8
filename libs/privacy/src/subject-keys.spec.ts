import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { privateText } from '#libs/domain';

import { openData, sealData } from './event-texts.js';
import { SubjectErased, SubjectKeys } from './subject-keys.js';

const home = { eventId: '5f1c8a3e-0000-5000-8000-000000000001', stream: 'person-p1' };
const others = Array.from({ length: 50 }, (_, index) => `nguoi-${index}`);

let outside: string;
let dir: string;
let keys: SubjectKeys;
const file = (name = 'keys.db') => join(dir, name);
const open = () => new SubjectKeys(file(), join(outside, 'kek'));
const reopen = () => {
  keys.close();
  keys = open();
};

/** What stands for a subject's key in the file, as bytes. */
function wrappedKeyOf(subject: string): Buffer | null {
  const database = new DatabaseSync(file(), { readOnly: true });
  try {
    const row = database.prepare('SELECT key FROM subject_keys WHERE subject = ?').get(subject);
    return row ? Buffer.from(row.key as Uint8Array) : null;
  } finally {
    database.close();
  }
}

/** Files of the key store that hold these bytes. */
function filesWith(bytes: Buffer): string[] {
  return readdirSync(dir).filter((name) => readFileSync(file(name)).includes(bytes));
}

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'totrinh-kek-'));
  dir = mkdtempSync(join(tmpdir(), 'totrinh-keys-'));
  keys = open();
});
afterEach(() => {
  keys.close();
  rmSync(dir, { recursive: true });
  rmSync(outside, { recursive: true });
});

describe('an erased subject', () => {
  let wrapped: Buffer;
  beforeEach(async () => {
    await Promise.all([...others, 'p1'].map((subject) => keys.forSealing(subject)));
    wrapped = wrappedKeyOf('p1') ?? Buffer.alloc(0);
  });

  it('has left no byte of its key in any file', () => {
    expect(wrapped).toHaveLength(60);
    expect(filesWith(wrapped)).not.toEqual([]);
    keys.erase(['p1']);
    expect(filesWith(wrapped)).toEqual([]);
  });

  it('is read as null at once, and after a restart, while others are read', async () => {
    const data = { name: privateText('p1', 'Đặng Thị Ước'), by: privateText('nguoi-7', 'Lê An') };
    const sealed = await sealData(data, home, keys);
    keys.erase(['p1']);
    const erased = { name: { $private: 'p1', text: null }, by: { text: 'Lê An' } };
    expect(openData(sealed, home, keys)).toMatchObject(erased);
    reopen();
    expect(openData(sealed, home, keys)).toMatchObject(erased);
    expect(keys.kidsOf('p1')).toEqual([]);
    expect(keys.kidsOf('nguoi-7')).toHaveLength(1);
  });

  it('never gets a key again', async () => {
    keys.erase(['p1', 'never-known']);
    for (const subject of ['p1', 'never-known'])
      await expect(keys.forSealing(subject)).rejects.toThrow(SubjectErased);
    reopen();
    await expect(keys.forSealing('p1')).rejects.toThrow(SubjectErased);
  });

  it('does not keep others that are sealed in the same turn from getting theirs', async () => {
    keys.erase(['p1']);
    const [erased, another] = await Promise.allSettled(
      ['p1', 'p2'].map((subject) => keys.forSealing(subject)),
    );
    expect(erased?.status).toBe('rejected');
    expect(another?.status).toBe('fulfilled');
  });

  it('is erased once, however often it is asked for', () => {
    keys.erase(['p1']);
    keys.erase(['p1']);
    expect(keys.kidsOf('p1')).toEqual([]);
  });

  it('has its bytes removed at the next opening when a crash came first', () => {
    keys.close();
    const database = new DatabaseSync(file());
    database.exec('PRAGMA secure_delete = OFF; UPDATE state SET scrub_due = 1');
    database.exec("DELETE FROM subject_keys WHERE subject = 'p1'");
    database.close();
    expect(filesWith(wrapped)).toEqual(['keys.db']);
    keys = open();
    expect(filesWith(wrapped)).toEqual([]);
  });

  it('waits for who reads the file, and is scrubbed when it is asked for again', () => {
    const reader = new DatabaseSync(file(), { readOnly: true });
    const reading = reader.prepare('SELECT subject FROM subject_keys').iterate();
    reading.next();
    try {
      expect(() => keys.erase(['p1'])).toThrow(/another|busy|locked/i);
      expect(keys.kidsOf('p1')).toEqual([]);
    } finally {
      reading.return?.();
      reader.close();
    }
    keys.erase([]);
    expect(filesWith(wrapped)).toEqual([]);
  });
});

describe('a digest under a subject’s key', () => {
  it('tells equal from different until the key is erased', async () => {
    await Promise.all([keys.forSealing('p1'), keys.forSealing('p2')]);
    const digest = keys.digest('p1', 'Đặng Thị Ước');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(keys.digest('p1', 'Đặng Thị Ước')).toBe(digest);
    expect(keys.digest('p1', 'Đặng Thị Ướt')).not.toBe(digest);
    expect(keys.digest('p2', 'Đặng Thị Ước')).not.toBe(digest);
    keys.erase(['p1']);
    expect(keys.digest('p1', 'Đặng Thị Ước')).toBeNull();
  });
});
