import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  lockDataDirectory,
  SqliteEventStore,
  type EventStore,
  type SealedRows,
} from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';

import { eraseAsRecorded } from './erase-as-recorded.js';
import { requireApart } from './kek-place.js';

/** The log and the keys of one data directory, held by this process alone. */
export interface EmbeddedStores {
  readonly store: EventStore & SealedRows;
  readonly keys: SubjectKeys;
  readonly close: () => Promise<void>;
}

const OWNER_ONLY = 0o700;

/**
 * Opens the log, and the keys that `kekFile` unwraps, once every erasure in the log has been
 * carried out on them. Throws `DataDirectoryInUse` when another process holds the directory and
 * `KekUnusable` when the keys cannot be unwrapped.
 */
export async function openEmbeddedStores(
  dataDir: string,
  kekFile: string,
): Promise<EmbeddedStores> {
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  chmodSync(dataDir, OWNER_ONLY);
  requireApart(kekFile, dataDir);
  const lock = lockDataDirectory(dataDir);
  const closes = [() => lock.release()] as (() => Promise<void> | void)[];
  const close = async () => {
    for (let last = closes.pop(); last; last = closes.pop()) await last();
  };
  try {
    const store = SqliteEventStore.open(join(dataDir, 'log.db'));
    closes.push(() => store.close());
    const keys = new SubjectKeys(join(dataDir, 'keys.db'), kekFile);
    closes.push(() => keys.close());
    await eraseAsRecorded(store, keys).catch(unlessUnreadable);
    return { store, keys, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A row that is no JSON any more is for the check of the log to tell, which needs it open. */
function unlessUnreadable(error: unknown): void {
  if (!(error instanceof SyntaxError)) throw error;
}
