import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BatchHandler, Position, RecordedEvent, Subscription } from './port.js';

type ReadPage = (after: Position, limit: number) => Promise<readonly RecordedEvent[]>;

const BATCH_SIZE_MAX = 500;

/** The subscriptions of a log that is read in pages and knows when it has grown. */
export class Subscriptions {
  readonly #running = new Set<CatchUpSubscription>();
  readonly #read: ReadPage;

  constructor(read: ReadPage) {
    this.#read = read;
  }

  start(after: Position, handler: BatchHandler): Subscription {
    const subscription = new CatchUpSubscription(this.#read, after, handler, () =>
      this.#running.delete(subscription),
    );
    this.#running.add(subscription);
    return subscription;
  }

  /** The log has grown. */
  wake(): void {
    for (const subscription of this.#running) subscription.wake();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((subscription) => subscription.stop()));
  }
}

class CatchUpSubscription implements Subscription {
  readonly ended: Promise<void>;
  readonly #finished: Promise<void>;
  #stopped = false;
  /** Cleared before each read, not after: an append during the read must not be missed. */
  #grown = true;
  #wakeUp: (() => void) | undefined;

  constructor(read: ReadPage, after: Position, handler: BatchHandler, onEnd: () => void) {
    const run = this.#follow(read, after, handler);
    this.#finished = run.then(onEnd, onEnd);
    // A promise of its own: a failure that nobody watches for must stay an unhandled rejection.
    this.ended = run.then(() => undefined);
  }

  wake(): void {
    this.#grown = true;
    this.#wakeUp?.();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#finished;
  }

  async #follow(read: ReadPage, after: Position, handler: BatchHandler): Promise<void> {
    let position = after;
    while (await this.#mayHaveMore()) {
      this.#grown = false;
      const events = await read(position, BATCH_SIZE_MAX);
      const last = events.at(-1);
      if (!last || this.#isStopped()) continue;
      this.#grown = true;
      await handler(events);
      position = last.position;
    }
  }

  async #mayHaveMore(): Promise<boolean> {
    if (!this.#grown) await new Promise<void>((resolve) => (this.#wakeUp = resolve));
    this.#wakeUp = undefined;
    // Reads and quick handlers never leave the microtask queue: nobody else would get to run.
    if (!this.#stopped) await nextTurn();
    return !this.#stopped;
  }

  /** Read anew: it may change during any await. */
  #isStopped(): boolean {
    return this.#stopped;
  }
}
