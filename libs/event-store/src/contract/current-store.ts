import type { EventStore } from '../port.js';

/** The store of the test that runs. */
export type CurrentStore = () => EventStore;

/** What only some logs can promise. */
export interface Capabilities {
  /**
   * The log knows all its ids and answers `EventIdTaken`. EventStoreDB compares ids only where the
   * expected revision points, and writes the same events again at a newer one: whoever asks it must
   * first look for the command id in the stream, and the verifier checks ids over the whole log.
   */
  readonly refusesTakenIds: boolean;
}
