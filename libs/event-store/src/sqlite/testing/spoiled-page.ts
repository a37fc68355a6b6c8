import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** The page by which streams are found goes bad, and whoever has the file open reads it anew. */
export function spoilIndex(file: string): void {
  const root = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_events_2'";
  spoil(file, (database) => Number(Object.values(database.prepare(root).get() ?? {})[0]));
}

/** So does the page on which the row of an event begins. Answers the first event of that page. */
export function spoilRow(file: string, position: number): number {
  let first = position;
  spoil(file, (database, pageSize) => {
    const bytes = readFileSync(file);
    const rows = database.prepare('SELECT position, id || type AS text FROM events').all();
    // These stand side by side in the row alone; the index of the ids has no type.
    const pages = rows.map(({ text }) => 1 + Math.floor(bytes.indexOf(String(text)) / pageSize));
    const page = pages[position - 1] ?? 0;
    first = 1 + pages.indexOf(page);
    return page;
  });
  return first;
}

function spoil(file: string, pageIn: (database: DatabaseSync, pageSize: number) => number): void {
  const database = new DatabaseSync(file);
  database.exec('UPDATE tree SET frontier = frontier; PRAGMA wal_checkpoint(TRUNCATE)');
  const size = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  const page = pageIn(database, size);
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(descriptor);
}
