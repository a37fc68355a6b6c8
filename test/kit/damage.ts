import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The page by which streams are found goes bad, and whoever has the file open reads it anew. */
export function spoilIndex(dataDir: string): void {
  const file = join(dataDir, 'log.db');
  const database = new DatabaseSync(file);
  const page = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  const size = page('PRAGMA page_size');
  const root = page("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_events_2'");
  database.exec('UPDATE tree SET frontier = frontier; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(size, 0xff), 0, size, (root - 1) * size);
  closeSync(descriptor);
}
