import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
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
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { OtherKeys } from './other-keys.js';
import { SubjectKeys } from './subject-keys.js';

let root: string;
let kek: string;
/** A folder with nothing but the file that is taken from. */
let folder: string;
let file: string;
let made: Awaited<ReturnType<SubjectKeys['forSealing']>>;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'totrinh-other-'));
  kek = join(root, 'kek');
  folder = join(root, 'medium');
  file = join(folder, 'keys.db');
  mkdirSync(folder);
  const keys = new SubjectKeys(file, kek);
  made = await keys.forSealing('p1');
  keys.close();
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(root, { recursive: true });
});

/** What was made comes out of the file, and the copies were for nobody else and are gone. */
function expectTheKey(from = file): void {
  const copies: string[] = [];
  const other = new OtherKeys(from, kek, (source, to) => {
    copies.push(dirname(to));
    expect(statSync(dirname(to)).mode & 0o777).toBe(0o700);
    copyFileSync(source, to);
  });
  const [key, ...more] = other.all();
  expect([key, more]).toEqual([{ subject: 'p1', kid: made.kid }, []]);
  const opened = other.open({ subject: 'p1', kid: made.kid });
  expect(opened.key.export()).toEqual(made.key.export());
  expect(copies.some((copy) => statSync(copy, { throwIfNoEntry: false }))).toBe(false);
}

const refusal = (problem: string) => expect.objectContaining({ problem });

function problemWith(from = file, copy: (from: string, to: string) => void = copyFileSync) {
  try {
    return new OtherKeys(from, kek, copy).all() as unknown;
  } catch (error) {
    return error;
  }
}

describe('another keys.db', () => {
  it('is read, and nothing is left beside it', () => {
    const before = readFileSync(file);
    expectTheKey();
    expect([readdirSync(folder), readFileSync(file)]).toEqual([['keys.db'], before]);
  });

  it('is read where nothing can be written beside it', () => {
    chmodSync(file, 0o400);
    chmodSync(folder, 0o500);
    expectTheKey();
  });

  it('is read with what still lies in its -wal, also by a link', async () => {
    const keys = new SubjectKeys(join(root, 'live.db'), kek);
    made = await keys.forSealing('p1');
    for (const suffix of ['', '-wal']) cpSync(join(root, `live.db${suffix}`), file + suffix);
    keys.close();
    const link = join(root, 'link.db');
    symlinkSync(file, link);
    for (const from of [file, link]) expectTheKey(from);
    expect(readdirSync(folder).sort()).toEqual(['keys.db', 'keys.db-wal']);
  });

  it('is refused while somebody writes to it', () => {
    const writing = (from: string, to: string) => {
      copyFileSync(from, to);
      appendFileSync(from, 'x');
    };
    expect(problemWith(file, writing)).toEqual(refusal('in-use'));
  });

  it.each<[string, () => void]>([
    ['a note', () => writeFileSync(file, 'ghi chú'.repeat(1_000))],
    ['an empty file', () => writeFileSync(file, '')],
    ['one without its first page', () => writeFileSync(file, readFileSync(file).fill(0, 0, 4_096))],
    ['one cut off', () => writeFileSync(file, readFileSync(file).subarray(0, 4_096))],
    ['a database of somebody else', () => overwrite('CREATE TABLE other (id TEXT)')],
    ['one with another state', () => overwrite('CREATE TABLE state (id TEXT)')],
  ])('is refused where it is %s', (_what, put) => {
    put();
    expect(problemWith()).toEqual(refusal('no-keys'));
    expect(readdirSync(folder)).toEqual(['keys.db']);
  });

  it('is not called damaged where the copy of it fails', () => {
    const failing = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    expect(problemWith(file, failing)).toMatchObject({ code: 'ENOSPC' });
  });
});

function overwrite(sql: string): void {
  rmSync(file);
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
