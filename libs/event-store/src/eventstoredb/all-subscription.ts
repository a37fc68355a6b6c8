import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { toRecordedEvent } from '../event-row.js';
import type { BatchHandler, Position, RecordedEvent, Subscription } from '../port.js';
import type { Connections } from './connections.js';
import { isOutcomeUnknown } from './failures.js';
import { Feed } from './feed.js';
import { isOurs, positionOf, toStoredRow, type ReadEvent } from './stored-event.js';

const BATCH_SIZE_MAX = 500;
const PAUSE_MS = 250;

export interface SubscriptionStart {
  readonly after: Position;
  readonly handler: BatchHandler;
  readonly confirmMs: number;
}

/**
 * Follows the whole log over any number of connections. What was received and not yet handed over
 * outlives the connection it came on, and the next one goes on after it.
 */
export class AllSubscription implements Subscription {
  readonly ended: Promise<void>;
  readonly #connections: Connections;
  readonly #start: SubscriptionStart;
  readonly #finished: Promise<unknown>;
  readonly #stopping = new AbortController();
  #received: RecordedEvent[] = [];
  /** Something that is not ours stands in one of our streams: nothing is handed over after it. */
  #foreign: Error | undefined;
  #last: Position;
  #wakeUp: (() => void) | undefined;

  constructor(connections: Connections, start: SubscriptionStart, onEnd: () => void) {
    this.#connections = connections;
    this.#start = start;
    this.#last = start.after;
    const run = this.#follow();
    this.#finished = run.then(onEnd, onEnd);
    // A promise of its own: a failure that nobody watches for must stay an unhandled rejection.
    this.ended = run.then(() => undefined);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeUp?.();
    await this.#finished;
  }

  async #follow(): Promise<void> {
    while (!this.#isStopped()) {
      // While there is no connection this has waited before it failed.
      const connection = await this.#connections.current().catch(() => undefined);
      if (!connection || this.#isStopped()) continue;
      const feed = new Feed(connection, {
        after: this.#last,
        confirmMs: this.#start.confirmMs,
        receive: (event) => this.#receive(event),
        onFailure: () => this.#wakeUp?.(),
      });
      await this.#handOverFrom(feed).finally(() => {
        feed.close();
      });
      if (!feed.failure) return;
      if (isOutcomeUnknown(feed.failure)) this.#connections.replace(connection, feed.failure);
      else await this.#pause();
    }
  }

  /** Until the feed has failed and all that came of it is handed over. */
  async #handOverFrom(feed: Feed): Promise<void> {
    while (!this.#isStopped()) {
      const batch = this.#received.slice(0, BATCH_SIZE_MAX);
      if (batch.length > 0) {
        this.#received = this.#received.slice(BATCH_SIZE_MAX);
        feed.resume();
        await this.#start.handler(batch);
        await nextTurn();
      } else if (this.#foreign) throw this.#foreign;
      else if (feed.failure) return;
      else await new Promise<void>((resolve) => (this.#wakeUp = resolve));
    }
  }

  #receive(event: ReadEvent): boolean {
    const position = positionOf(event);
    if (position <= this.#last || this.#foreign) return true;
    this.#last = position;
    if (!isOurs(event)) return true;
    try {
      this.#received.push(toRecordedEvent(toStoredRow(event)));
    } catch (error) {
      this.#foreign = error as Error;
    }
    this.#wakeUp?.();
    return this.#received.length < BATCH_SIZE_MAX;
  }

  async #pause(): Promise<void> {
    await wait(PAUSE_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  /** Read anew: it may change during any await. */
  #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }
}
