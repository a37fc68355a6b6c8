import { eventStoreContract } from '../contract/event-store-contract.js';
import { EventStoreDbStore } from './eventstoredb-store.js';
import { TestServer } from './testing/test-server.js';

eventStoreContract(
  'eventstoredb',
  async () => {
    const server = await TestServer.start();
    const store = EventStoreDbStore.open(server.url);
    return { store, discard: () => server.stop() };
  },
  { refusesTakenIds: false },
);
