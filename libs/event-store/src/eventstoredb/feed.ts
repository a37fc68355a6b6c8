import type { AllStreamRecordedEvent, AllStreamSubscription } from '@eventstore/db-client';
import type { Position } from '../port.js';
import { NoAnswer, type Connection } from './connection.js';
import { placeOf } from './pages.js';

/** Takes the next event; answers whether there is room for more. */
export type Receive = (event: AllStreamRecordedEvent) => boolean;

export interface FeedSettings {
  readonly after: Position;
  readonly confirmMs: number;
  readonly receive: Receive;
  readonly onFailure: () => void;
}

/** One subscription of the client on one connection. It fails once, for good, and says so. */
export class Feed {
  readonly #subscription: AllStreamSubscription;
  readonly #onFailure: () => void;
  readonly #stopListening: () => void;
  readonly #confirming: NodeJS.Timeout;
  #failure: Error | undefined;

  constructor(connection: Connection, { after, confirmMs, receive, onFailure }: FeedSettings) {
    this.#onFailure = onFailure;
    this.#confirming = setTimeout(() => {
      this.#fail(new NoAnswer('The event store did not confirm a subscription in time.'));
    }, confirmMs);
    this.#subscription = connection.client
      .subscribeToAll({ fromPosition: placeOf(after) })
      .on('confirmation', () => {
        clearTimeout(this.#confirming);
      })
      .on('data', ({ event }) => {
        if (event && !receive(event)) this.#subscription.pause();
      })
      .on('error', (error: Error) => {
        this.#fail(error);
      })
      .on('end', () => {
        this.#fail(new Error('The event store ended the subscription.'));
      });
    this.#stopListening = connection.onLoss((reason) => {
      this.#fail(reason);
    });
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  resume(): void {
    this.#subscription.resume();
  }

  close(): void {
    clearTimeout(this.#confirming);
    this.#stopListening();
    // Also where the call never came about.
    this.#subscription.unsubscribe().catch(() => undefined);
  }

  #fail(reason: Error): void {
    clearTimeout(this.#confirming);
    if (this.#failure) return;
    this.#failure = reason;
    this.#onFailure();
  }
}
