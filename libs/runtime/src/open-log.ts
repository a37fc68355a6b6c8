import { join } from 'node:path';

import {
  EventStoreDbStore,
  FollowedLog,
  SqliteEventStore,
  StoredLog,
  type CheckedLog,
  type EventStore,
  type FollowOptions,
  type SealedRows,
} from '#libs/event-store';

import type { StorePlace } from './store-place.js';

/** The log, wherever it lies; whoever opens it holds the lock of the data directory. */
export interface OpenLog {
  readonly store: EventStore & SealedRows;
  /** As it lies in its store, to be checked. */
  readonly openChecked: () => CheckedLog;
}

/** The derived tree over a log that lies elsewhere; it may be deleted at any time. */
const LEAVES = 'leaves.db';

/**
 * Opens the log without any keys. Throws `ForeignLogFile`, `AlteredLogFile` or the driver's error
 * for one in the data directory; for one elsewhere `ConnectionStringRefused`, `StoreUnavailable`,
 * `LogNotBegun`, and `InvariantBroken` where it is not whole.
 */
export async function openLog(
  { dataDir, eventStoreUrl }: Pick<StorePlace, 'dataDir' | 'eventStoreUrl'>,
  options: FollowOptions = {},
): Promise<OpenLog> {
  if (eventStoreUrl === null) {
    const file = join(dataDir, 'log.db');
    return { store: SqliteEventStore.open(file), openChecked: () => StoredLog.open(file) };
  }
  const server = EventStoreDbStore.open(eventStoreUrl);
  try {
    const store = await FollowedLog.open(server, join(dataDir, LEAVES), options);
    return { store, openChecked: () => store.checked() };
  } catch (error) {
    await server.close();
    throw error;
  }
}
