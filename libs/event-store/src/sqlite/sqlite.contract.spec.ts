import { join } from 'node:path';
import { eventStoreContract } from '../contract/event-store-contract.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

eventStoreContract('sqlite', () => {
  const directory = temporaryDirectory();
  const store = SqliteEventStore.open(join(directory.path, 'log.db'));
  return Promise.resolve({ store, discard: () => directory.remove() });
});
