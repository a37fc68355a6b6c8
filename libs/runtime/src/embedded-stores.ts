import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { lockDataDirectory, SqliteEventStore, type EventStore } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';

/** The log and the keys of one data directory, held by this process alone. */
export interface EmbeddedStores {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly close: () => Promise<void>;
}

const OWNER_ONLY = 0o700;

/** Throws `DataDirectoryInUse` when another process holds the directory. */
export function openEmbeddedStores(dataDir: string): EmbeddedStores {
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY });
  chmodSync(dataDir, OWNER_ONLY);
  const lock = lockDataDirectory(dataDir);
  const store = SqliteEventStore.open(join(dataDir, 'log.db'));
  const keys = new SubjectKeys(join(dataDir, 'keys.db'));
  return {
    store,
    keys,
    close: async () => {
      await store.close();
      keys.close();
      lock.release();
    },
  };
}
