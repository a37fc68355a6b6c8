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
  const faults = pageFaultsOf(database);
  database.close();
  return faults;
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
    expect(await aside()).toEqual(['file is not a database']);
  });
});
