import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { BEGINNING } from './reconciled-note.js';
import { SubjectErased, SubjectKeys } from './subject-keys.js';

const at = (position: number) => ({ position, eventId: `su-kien-${position}` });

let dir: string;
let keys: SubjectKeys;
const file = (name = 'keys.db') => join(dir, name);
const open = () => new SubjectKeys(file(), file('kek'));
const reopen = () => {
  keys.close();
  keys = open();
};
const carryOut = (from: number, to: number, ...erased: string[]) =>
  keys.carryOut({
    from: from === 0 ? BEGINNING : at(from),
    to: at(to),
    erased,
    unfounded: [],
    missing: [],
  });

/** What somebody does to the file who has not the key-encryption key. */
function tamper(sql: string, name?: string): void {
  const database = new DatabaseSync(file(name));
  database.exec(sql);
  database.close();
}

async function copyTo(name: string): Promise<void> {
  const database = new DatabaseSync(file(), { readOnly: true });
  await backup(database, file(name));
  database.close();
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-noted-'));
  keys = open();
  for (const subject of ['p1', 'p2']) await keys.forSealing(subject);
  carryOut(0, 3, 'p9');
});
afterEach(() => {
  keys.close();
  rmSync(dir, { recursive: true });
});

describe('a file with something of somebody else in it', () => {
  it.each([
    'CREATE TRIGGER t BEFORE DELETE ON subject_keys BEGIN SELECT RAISE(IGNORE); END',
    'CREATE VIEW v AS SELECT 1',
  ])('is not used: %s', (sql) => {
    keys.close();
    tamper(sql);
    expect(open).toThrow('keys.db có bảng, trigger hoặc view');
    tamper(sql.startsWith('CREATE VIEW') ? 'DROP VIEW v' : 'DROP TRIGGER t');
    keys = open();
  });
});

describe('how far the erasures of the log are carried out', () => {
  it('is kept in the same file as the keys, and holds when somebody is erased beside it', () => {
    expect(keys.reconciledTo()).toEqual(at(3));
    keys.erase(['p1']);
    reopen();
    expect(keys.reconciledTo()).toEqual(at(3));
    carryOut(3, 12);
    expect(keys.reconciledTo()).toEqual(at(12));
  });

  it('is not moved on by whoever began to read elsewhere', () => {
    carryOut(2, 12);
    expect(keys.reconciledTo()).toEqual(at(3));
  });

  it.each([
    ['another position', 'UPDATE state SET reconciled_position = 4'],
    ['another event', "UPDATE state SET reconciled_event = 'su-kien-4'"],
    ['another MAC', 'UPDATE state SET reconciled_mac = zeroblob(32)'],
    ['a MAC cut short', 'UPDATE state SET reconciled_mac = substr(reconciled_mac, 1, 31)'],
    ['no MAC', 'UPDATE state SET reconciled_mac = NULL'],
    ['fewer who are erased', 'DELETE FROM erased_subjects'],
    ['more who are erased', "INSERT INTO erased_subjects VALUES ('p8')"],
  ])('is nothing once the file has %s', (_, sql) => {
    tamper(sql);
    expect(keys.reconciledTo()).toEqual(BEGINNING);
    reopen();
    expect(keys.reconciledTo()).toEqual(BEGINNING);
    keys.erase(['p7']);
    expect(keys.reconciledTo()).toEqual(BEGINNING);
  });

  it('is nothing in a file from before it was authenticated, until the log is read', () => {
    keys.close();
    tamper('ALTER TABLE state DROP COLUMN reconciled_mac; PRAGMA user_version = 2');
    keys = open();
    expect(keys.reconciledTo()).toEqual(BEGINNING);
    carryOut(0, 3);
    reopen();
    expect(keys.reconciledTo()).toEqual(at(3));
  });
});

describe('an older copy of the keys', () => {
  beforeEach(async () => {
    await copyTo('older.db');
    carryOut(3, 12, 'p1');
    keys.close();
  });

  const putBack = () => {
    rmSync(file());
    tamper(`VACUUM INTO '${file()}'`, 'older.db');
    keys = open();
  };
  const moveOver = (table: string) =>
    tamper(
      `ATTACH '${file()}' AS newer; DELETE FROM ${table};
       INSERT INTO ${table} SELECT * FROM newer.${table}`,
      'older.db',
    );

  it('says less, as it did when it was made', () => {
    putBack();
    expect(keys.reconciledTo()).toEqual(at(3));
    expect(keys.kidsOf('p1')).toHaveLength(1);
  });

  it('is not believed with the newer note in it', () => {
    moveOver('state');
    putBack();
    expect(keys.reconciledTo()).toEqual(BEGINNING);
  });

  it('brings nobody back with the newer note and whom it stands for', async () => {
    moveOver('state');
    moveOver('erased_subjects');
    putBack();
    expect(keys.reconciledTo()).toEqual(at(12));
    expect(keys.kidsOf('p1')).toEqual([]);
    await expect(keys.forSealing('p1')).rejects.toThrow(SubjectErased);
  });
});

describe('the key of an erased subject', () => {
  it('is not used when it is put back into the file while it is open', async () => {
    await copyTo('older.db');
    carryOut(3, 12, 'p1');
    tamper(
      `ATTACH '${file('older.db')}' AS older;
       INSERT INTO subject_keys SELECT * FROM older.subject_keys WHERE subject = 'p1'`,
    );
    expect(keys.kidsOf('p1')).toEqual([]);
    await expect(keys.forSealing('p1')).rejects.toThrow(SubjectErased);
  });
});

describe('tables that do not take in who was erased', () => {
  it.each([
    ['a new one', 'NEW.subject'],
    ['one from before', "'p9'"],
  ])('are refused, and nothing is authenticated: %s', (_, swallowed) => {
    tamper(
      `CREATE TRIGGER swallow AFTER INSERT ON erased_subjects
       BEGIN DELETE FROM erased_subjects WHERE subject = ${swallowed}; END`,
    );
    expect(() => carryOut(3, 12, 'p1')).toThrow(/takes in who was erased/);
    expect(keys.reconciledTo()).toEqual(at(3));
  });
});
