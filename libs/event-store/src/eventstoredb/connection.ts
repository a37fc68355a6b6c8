import type { StreamsClient } from './streams-client.js';

export interface AttemptLimits {
  /** A connection on which calls wait and nothing at all is answered for so long is given up. */
  readonly silenceMs: number;
  /** No call waits longer, even where others are answered. */
  readonly attemptMs: number;
}

/** The server said nothing in time; what was asked may have been done. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The connection was replaced while something still waited on it. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** A timer that fires so late has seen the process at a standstill, not the server. */
const LATE_MS = 100;

/** One client and the calls that wait on it. */
export class Connection {
  readonly #client: StreamsClient;
  readonly #limits: AttemptLimits;
  readonly #waiting = new Set<(reason: Error) => void>();
  readonly #losses = new Set<(reason: Error) => void>();
  #calls = 0;
  #lastAnswerMs = 0;
  #retired = false;
  #lost: Error | undefined;

  constructor(client: StreamsClient, limits: AttemptLimits) {
    this.#client = client;
    this.#limits = limits;
  }

  /** Rejects with what the work rejects with, with `NoAnswer`, or with `ConnectionLost`. */
  async call<Answer>(
    work: (client: StreamsClient, deadlineMs: number) => Promise<Answer>,
    untilMs: number,
  ): Promise<Answer> {
    if (this.#lost) throw this.#lost;
    const allowedMs = Math.min(this.#limits.attemptMs, untilMs - performance.now());
    this.#calls += 1;
    try {
      return await this.#watched(work(this.#client, Math.max(1, Math.ceil(allowedMs))), allowedMs);
    } finally {
      this.#calls -= 1;
      if (this.#retired && this.#calls === 0) this.#client.close();
    }
  }

  /** Calls back once, when the connection is no longer to be used; ends with the second call. */
  onLoss(listener: (reason: Error) => void): () => void {
    if (this.#lost) listener(this.#lost);
    else this.#losses.add(listener);
    return () => this.#losses.delete(listener);
  }

  /** For what outlives a call; whoever takes it listens to `onLoss`. */
  get client(): StreamsClient {
    return this.#client;
  }

  /** Takes no more calls; those that wait may still be answered, unless it has fallen silent. */
  retire(isSilent: boolean): void {
    this.#retired = true;
    this.#lost ??= new ConnectionLost('The connection to the event store was replaced.');
    for (const listener of [...this.#losses]) listener(this.#lost);
    if (isSilent) for (const reject of [...this.#waiting]) reject(this.#lost);
    if (isSilent || this.#calls === 0) this.#client.close();
  }

  async #watched<Answer>(work: Promise<Answer>, allowedMs: number): Promise<Answer> {
    const { promise: cut, reject } = Promise.withResolvers<never>();
    const watch = new SilenceWatch(allowedMs, this.#limits.silenceMs, () => this.#lastAnswerMs);
    this.#waiting.add(reject);
    watch.start(() => {
      reject(new NoAnswer('The event store did not answer in time.'));
    });
    try {
      return await Promise.race([work.finally(() => (this.#lastAnswerMs = performance.now())), cut]);
    } finally {
      watch.stop();
      this.#waiting.delete(reject);
    }
  }
}

class SilenceWatch {
  readonly #startedMs = performance.now();
  readonly #allowedMs: number;
  readonly #silenceMs: number;
  readonly #lastAnswerMs: () => number;
  #timer: NodeJS.Timeout | undefined;
  #wasLate = false;

  constructor(allowedMs: number, silenceMs: number, lastAnswerMs: () => number) {
    this.#allowedMs = allowedMs;
    this.#silenceMs = silenceMs;
    this.#lastAnswerMs = lastAnswerMs;
  }

  start(silent: () => void): void {
    const heardMs = Math.max(this.#startedMs, this.#lastAnswerMs());
    const dueMs = Math.min(heardMs + this.#silenceMs, this.#startedMs + this.#allowedMs);
    const leftMs = dueMs - performance.now();
    if (leftMs > 0) return this.#wait(leftMs, silent);
    if (leftMs > -LATE_MS || this.#wasLate) return silent();
    this.#wasLate = true;
    this.#wait(LATE_MS, silent);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(ms: number, silent: () => void): void {
    this.#timer = setTimeout(() => {
      this.start(silent);
    }, ms);
  }
}
