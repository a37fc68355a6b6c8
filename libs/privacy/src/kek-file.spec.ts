import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { KekUnusable, makeKek } from './kek-file.js';
import { SubjectKeys } from './subject-keys.js';

let root: string;
let kek: string;
const open = (kekFile = kek) => new SubjectKeys(join(root, 'keys.db'), kekFile);

async function keyOf(subject: string, kekFile = kek): Promise<Uint8Array> {
  const keys = open(kekFile);
  try {
    return (await keys.forSealing(subject)).key.export();
  } finally {
    keys.close();
  }
}

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof KekUnusable) return error.problem;
    throw error;
  }
  return 'none';
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'totrinh-kek-'));
  kek = join(root, 'settings', 'totrinh', 'kek');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the key-encryption key', () => {
  it('is made at the first start, for its owner alone', async () => {
    await keyOf('p1');
    expect(statSync(kek).mode & 0o777).toBe(0o600);
    expect(statSync(join(kek, '..')).mode & 0o777).toBe(0o700);
    expect(readFileSync(kek, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(readdirSync(join(kek, '..'))).toEqual(['kek']);
  });

  it('is the same at the next', async () => {
    const first = await keyOf('p1');
    expect(await keyOf('p1')).toEqual(first);
  });

  it('is needed: no key of a subject stands in the file by itself', async () => {
    const key = Buffer.from(await keyOf('p1'));
    expect(readFileSync(join(root, 'keys.db')).includes(key)).toBe(false);
  });

  it('is taken as it is where one lies', async () => {
    mkdirSync(join(root, 'settings'));
    const own = join(root, 'settings', 'own');
    writeFileSync(own, 'AB'.repeat(32), { mode: 0o400 });
    await keyOf('p1', own);
    expect(readFileSync(own, 'utf8')).toBe('AB'.repeat(32));
  });

  it('is one where two make it at once', () => {
    expect(makeKek(kek).id).toBe(makeKek(kek).id);
  });

  it.each([0o640, 0o604, 0o660, 0o644])('is refused when others may use it (%i)', async (mode) => {
    await keyOf('p1');
    chmodSync(kek, mode);
    expect(problemOf(open)).toBe('open-to-others');
  });

  it.each(['', 'AB'.repeat(31), 'không phải khóa', `${'AB'.repeat(32)} `])(
    'is refused when it is none: %j',
    (text) => {
      mkdirSync(join(kek, '..'), { recursive: true });
      writeFileSync(kek, text, { mode: 0o600 });
      expect(problemOf(open)).toBe('malformed');
    },
  );

  it('is refused when it is another, and when it is gone: none is made in its place', async () => {
    await keyOf('p1');
    const another = join(root, 'another');
    makeKek(another);
    expect(problemOf(() => open(another))).toBe('another');
    rmSync(kek);
    expect(problemOf(open)).toBe('missing');
    expect(problemOf(open)).toBe('missing');
  });

  it.each<[string, () => void]>([
    ['a folder', () => mkdirSync(kek)],
    ['a pipe that nobody writes to', () => execFileSync('mkfifo', [kek])],
    ['a link to a device', () => symlinkSync('/dev/zero', kek)],
    ['a link to itself', () => symlinkSync(kek, kek)],
  ])('is refused where %s lies: nothing is waited for', (_what, make) => {
    mkdirSync(join(kek, '..'), { recursive: true });
    make();
    expect(problemOf(open)).toBe('no-plain-file');
  });

  it('may be reached by a link, as where a container is given it', async () => {
    const key = await keyOf('p1');
    const link = join(root, 'link');
    symlinkSync(kek, link);
    expect(await keyOf('p1', link)).toEqual(key);
  });

  it('is refused where it cannot be written', () => {
    writeFileSync(join(root, 'settings'), 'a file, no folder');
    expect(problemOf(open)).toBe('unwritable');
  });

  it('says what to do in a sentence', () => {
    expect(new KekUnusable('missing', 'kek').message).toMatch(/TOTRINH_KEK_FILE.*\(kek\)$/);
  });
});

describe('a wrapped key', () => {
  it('is nobody else’s: rows cannot be exchanged', async () => {
    await keyOf('p1');
    await keyOf('p2');
    const database = new DatabaseSync(join(root, 'keys.db'));
    database.exec(`UPDATE subject_keys SET key =
      (SELECT key FROM subject_keys WHERE subject = 'p1') WHERE subject = 'p2'`);
    database.close();
    await expect(keyOf('p2')).rejects.toThrow();
  });
});

describe('a key that somebody put there without the key-encryption key', () => {
  it('is never wrapped here: a file of no version must hold nothing', () => {
    const database = new DatabaseSync(join(root, 'keys.db'));
    database.exec(`
      CREATE TABLE subject_keys (
        subject TEXT PRIMARY KEY,
        kid     TEXT NOT NULL UNIQUE,
        key     BLOB NOT NULL
      ) STRICT, WITHOUT ROWID`);
    const key = Buffer.alloc(32, 'khóa');
    database.prepare('INSERT INTO subject_keys VALUES (?, ?, ?)').run('p1', 'kid-1', key);
    database.close();
    expect(problemOf(open)).toBe('altered');
    expect(readFileSync(join(root, 'keys.db')).includes(key)).toBe(true);
  });
});
