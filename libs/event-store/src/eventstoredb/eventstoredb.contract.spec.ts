import { describe } from '@jest/globals';
import { eventStoreContract } from '../contract/event-store-contract.js';
import { EventStoreDbStore } from './eventstoredb-store.js';
import { TestServer } from './testing/test-server.js';

describe.each([true, false])('a server that offers one call for many appends: %s', (offers) => {
  const open = async () => {
    const server = await TestServer.start();
    server.node.advertisesBatchAppend = offers;
    return { store: EventStoreDbStore.open(server.url), discard: () => server.stop() };
  };
  eventStoreContract('eventstoredb', open, { refusesTakenIds: false });
});
