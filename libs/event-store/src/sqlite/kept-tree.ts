import type { DatabaseSync } from 'node:sqlite';
import { Frontier } from '#libs/log-format';

/** Name of the log, and the tree over all its events. */
export interface KeptTree {
  readonly origin: string;
  readonly frontier: Frontier;
}

/** The row of the tree is gone, or holds none. */
export class TreeUnreadable extends Error {
  override readonly name = 'TreeUnreadable';
}

/** Throws `TreeUnreadable`, or the driver's error. */
export function keptTree(database: DatabaseSync): KeptTree {
  const row = database.prepare('SELECT origin, frontier FROM tree').get();
  if (!row) throw new TreeUnreadable('The log has no tree.');
  try {
    const frontier = Frontier.fromBytes(row.frontier as Uint8Array);
    return { origin: String(row.origin), frontier };
  } catch (cause) {
    throw new TreeUnreadable('The tree of the log cannot be read.', { cause });
  }
}
