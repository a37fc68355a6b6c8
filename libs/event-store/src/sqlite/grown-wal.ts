import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** A checkpoint's worth of pages (SQLite moves them at 1,000), and what one group may add. */
const PAGES = 1_300;
/** A page and what the write-ahead log says of it. */
const FRAME_BYTES = 4_096 + 24;
const BYTES = PAGES * FRAME_BYTES;

/** What is left on a small disk is for events, keys and seals. */
const ROOM_MIN = 100_000_000;

/**
 * Gives the write-ahead log its size before it is used, in zeros, which SQLite takes for its end.
 * A flush of bytes that stand already is nearly twice as fast as one that makes the file longer.
 * Under the write lock, as what is at the end may be somebody's next page; without room, or with
 * another writer, the log is as good as before and only slower.
 */
export function growWal(database: DatabaseSync, file: string): void {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    if (bavail * bsize < ROOM_MIN) return;
    database.exec('BEGIN IMMEDIATE');
    extend(`${file}-wal`);
  } catch {
    // A log that cannot be written says so where something is written.
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

function extend(wal: string): void {
  const opened = openSync(wal, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const { size } = fstatSync(opened);
    if (size >= BYTES) return;
    const zeros = Buffer.alloc(BYTES - size);
    if (!isWritten(opened, zeros, size)) ftruncateSync(opened, size);
  } finally {
    closeSync(opened);
  }
}

function isWritten(opened: number, zeros: Buffer, at: number): boolean {
  try {
    return writeSync(opened, zeros, 0, zeros.length, at) === zeros.length;
  } catch {
    return false;
  }
}
