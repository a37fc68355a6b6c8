import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventStore } from '../port.js';
import { appending } from './appending.js';
import { closing } from './closing.js';
import type { Capabilities, CurrentStore } from './current-store.js';
import { endingSubscriptions } from './ending-subscriptions.js';
import { reading } from './reading.js';
import { repeating } from './repeating.js';
import { subscribing } from './subscribing.js';

export interface StoreUnderTest {
  readonly store: EventStore;
  /** Removes what the store leaves behind; called once it is closed. */
  readonly discard?: () => void | Promise<void>;
}

/**
 * The definition of the port: every adapter runs it. Each test opens a store and closes it. The log
 * behind may be shared and hold other events already, so no test counts on an empty one.
 */
export function eventStoreContract(
  name: string,
  open: () => Promise<StoreUnderTest>,
  capabilities: Capabilities = { refusesTakenIds: true },
): void {
  describe(`event store contract: ${name}`, () => {
    let current: StoreUnderTest;
    const store: CurrentStore = () => current.store;
    beforeEach(async () => {
      current = await open();
    });
    afterEach(async () => {
      await current.store.close();
      await current.discard?.();
    });

    appending(store);
    repeating(store, capabilities);
    reading(store);
    subscribing(store);
    endingSubscriptions(store);
    closing(store);
  });
}
