import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { pageFaultsAside, pageFaultsOf } from './page-check.js';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-pages-'));
  file = join(dir, 'some.db');
  const database = new DatabaseSync(file);
  database.exec(`
    CREATE TABLE names (name TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO names VALUES ('thôn Đông'), ('thôn Tây');
  `);
  database.close();
});
afterEach(() => rmSync(dir, { recursive: true }));

function here(): readonly string[] {
  const database = new DatabaseSync(file);
  try {
    return pageFaultsOf(database);
  } finally {
    database.close();
  }
}

const aside = (signal = new AbortController().signal) => pageFaultsAside(file, signal);

describe('the pages and indices of a file', () => {
  it('are sound', async () => {
    expect(here()).toEqual([]);
    expect(await aside()).toEqual([]);
  });

  it('contradict the rows, and it is said so here and aside', async () => {
    const bytes = readFileSync(file);
    bytes[bytes.lastIndexOf('thôn Tây')] = 'T'.charCodeAt(0);
    writeFileSync(file, bytes);
    const faults = here();
    expect(faults.join()).toContain('index');
    expect(await aside()).toEqual(faults);
  });

  it('are looked at no longer once that is called off', async () => {
    const end = new AbortController();
    const checking = aside(end.signal);
    end.abort();
    await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are at fault where they cannot be read at all', async () => {
    writeFileSync(file, 'không phải cơ sở dữ liệu'.repeat(100));
    expect(here()).toEqual(['file is not a database']);
    expect(await aside()).toEqual(['file is not a database']);
  });
});

describe('what says nothing about the file', () => {
  const { execPath } = process;
  afterEach(() => void (process.execPath = execPath));
  /** In the place of the process that looks. */
  const insteadOf = (program: string) => {
    process.execPath = join(dir, 'program');
    writeFileSync(process.execPath, `#!/bin/sh\n${program}\n`, { mode: 0o700 });
  };

  it.each([
    ['was killed', 'kill -KILL $$', /^SIGKILL$/],
    ['ended badly', 'exit 7', /^exit 7$/],
    ['ended without an answer', 'exit 0', /^exit 0$/],
  ])('is that the process that looked %s', async (_what, program, told) => {
    insteadOf(program);
    await expect(aside()).rejects.toThrow(told);
  });

  it('is that no process could be started', async () => {
    process.execPath = join(dir, 'nowhere');
    await expect(aside()).rejects.toThrow(/^ENOENT$/);
  });

  it('is that the file could not be opened', async () => {
    file = join(dir, 'nowhere', 'some.db');
    await expect(aside()).rejects.toThrow(/^unable to open database file$/);
  });

  it('is that somebody holds it', () => {
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN EXCLUSIVE');
    expect(here).toThrow('locked');
    holder.close();
    expect(here()).toEqual([]);
  });
});
