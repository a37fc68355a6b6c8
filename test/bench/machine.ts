import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { median, perSecond, print } from './figure.js';

const BLOCK = Buffer.alloc(4096, 1);
const SYNCS = 1_000;
const COMMITS = 2_000;

/** What the machine itself can do: nothing durable is faster than its fsync. */
export async function measureMachine(): Promise<void> {
  const dir = mkdtempSync(join(process.env.TOTRINH_BENCH_DIR ?? tmpdir(), 'totrinh-bench-'));
  try {
    const file = openSync(join(dir, 'blocks'), 'w');
    const syncs = await median(() =>
      perSecond(SYNCS, 1, () => {
        writeSync(file, BLOCK);
        fdatasyncSync(file);
        return Promise.resolve();
      }),
    );
    closeSync(file);
    print({ name: 'machine: fdatasync of a 4 KiB append', value: syncs, unit: '/s' });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A plain SQLite loop of the same rows: one a transaction, or `group` of them. */
export async function plainLoop(group: number): Promise<number> {
  return median(async () => {
    const dir = mkdtempSync(join(process.env.TOTRINH_BENCH_DIR ?? tmpdir(), 'totrinh-bench-'));
    const db = new DatabaseSync(join(dir, 'plain.db'));
    db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;');
    db.exec(
      'CREATE TABLE t (p INTEGER PRIMARY KEY, s TEXT, r INTEGER, d TEXT, UNIQUE (s, r)) STRICT',
    );
    const insert = db.prepare('INSERT INTO t (s, r, d) VALUES (?, ?, ?)');
    const row = 'x'.repeat(400);
    const transactions = group === 1 ? COMMITS : Math.floor((COMMITS * 10) / group);
    const rate = await perSecond(transactions, 1, (index) => {
      db.exec('BEGIN IMMEDIATE');
      for (let n = 0; n < group; n++) insert.run(`stream-${index}`, n, row);
      db.exec('COMMIT');
      return Promise.resolve();
    });
    db.close();
    rmSync(dir, { recursive: true });
    return rate * group;
  });
}
