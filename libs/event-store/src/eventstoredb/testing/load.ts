import { newEvent, newStream } from '../../contract/samples.js';
import {
  StoreUnavailable,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
  type Subscription,
} from '../../port.js';

/** What a writer does when it is told that the outcome is unknown. */
export type AfterUnknown = 'repeat' | 'send again at the end';

export interface LoadSettings {
  readonly writers: number;
  readonly afterUnknown?: AfterUnknown;
}

/** Writers on streams of their own and one subscription, until told to stop; then the account. */
export class Load {
  /** Ids acknowledged to each writer, in order. */
  readonly acknowledged = new Map<string, string[]>();
  readonly seen: RecordedEvent[] = [];
  longestCallMs = 0;
  longestPauseMs = 0;
  acknowledgements = 0;
  readonly #store: EventStore;
  readonly #afterUnknown: AfterUnknown;
  readonly #writers: Promise<void>[];
  readonly #subscription: Subscription;
  #watchers: { readonly count: number; readonly reached: () => void }[] = [];
  #lastMs = performance.now();
  #stopping = false;

  constructor(store: EventStore, after: number, settings: LoadSettings) {
    this.#store = store;
    this.#afterUnknown = settings.afterUnknown ?? 'repeat';
    this.#subscription = store.subscribe(after, (events) => {
      this.seen.push(...events);
      return Promise.resolve();
    });
    this.#writers = Array.from({ length: settings.writers }, () => this.#write());
  }

  /** Resolves when so many more appends have been acknowledged. */
  progress(count: number): Promise<void> {
    const goal = this.acknowledgements + count;
    return new Promise((reached) => this.#watchers.push({ count: goal, reached }));
  }

  /** Writers finish what they have begun. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#writers);
  }

  async stopSubscription(): Promise<void> {
    await this.#subscription.stop();
  }

  async #write(): Promise<void> {
    const stream = newStream();
    const ids: string[] = [];
    this.acknowledged.set(stream, ids);
    while (!this.#stopping) {
      const event = newEvent();
      await this.#append(stream, event, ids.length);
      ids.push(event.id);
    }
  }

  async #append(stream: string, event: NewEvent, expected: number): Promise<void> {
    for (let revision = expected; ;) {
      const begunMs = performance.now();
      try {
        await this.#store.append(stream, [event], revision);
        this.#acknowledge();
        return;
      } catch (error) {
        if (this.#afterUnknown === 'send again at the end') revision = await this.#length(stream);
        else if (!(error instanceof StoreUnavailable)) throw error;
      } finally {
        this.longestCallMs = Math.max(this.longestCallMs, performance.now() - begunMs);
      }
    }
  }

  async #length(stream: string): Promise<number> {
    for (;;)
      try {
        return (await this.#store.readStream(stream, 0, 10_000)).length;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
      }
  }

  #acknowledge(): void {
    const now = performance.now();
    this.longestPauseMs = Math.max(this.longestPauseMs, now - this.#lastMs);
    this.#lastMs = now;
    this.acknowledgements += 1;
    const reached = this.#watchers.filter(({ count }) => count <= this.acknowledgements);
    this.#watchers = this.#watchers.filter(({ count }) => count > this.acknowledgements);
    for (const watcher of reached) watcher.reached();
  }
}

/** Ids in the log for each stream of the load, in order. */
export async function written(store: EventStore, load: Load): Promise<Map<string, string[]>> {
  const streams = new Map<string, string[]>();
  for (const stream of load.acknowledged.keys())
    streams.set(
      stream,
      (await store.readStream(stream, 0, 100_000)).map(({ id }) => id),
    );
  return streams;
}
