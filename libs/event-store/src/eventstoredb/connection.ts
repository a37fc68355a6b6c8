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

/** The caller's own time is over; that says nothing about the connection. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
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

  /** Rejects with what the work does, or with `NoAnswer`, `OutOfTime` or `ConnectionLost`. */
  async call<Answer>(
    work: (client: StreamsClient, deadlineMs: number) => Promise<Answer>,
    untilMs: number,
  ): Promise<Answer> {
    if (this.#lost) throw this.#lost;
    const leftMs = untilMs - performance.now();
    if (leftMs <= 0) throw new OutOfTime('There was no time left to ask the event store.');
    const deadlineMs = Math.ceil(Math.min(this.#limits.attemptMs, leftMs));
    this.#calls += 1;
    try {
      return await this.#watched(work(this.#client, deadlineMs), deadlineMs);
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

  async #watched<Answer>(work: Promise<Answer>, deadlineMs: number): Promise<Answer> {
    const { silenceMs, attemptMs } = this.#limits;
    const { promise: cut, reject } = Promise.withResolvers<never>();
    const watch = new SilenceWatch(deadlineMs, silenceMs, () => this.#lastAnswerMs);
    this.#waiting.add(reject);
    watch.start((waitedMs) => {
      const isTooShort = waitedMs < Math.min(silenceMs, attemptMs);
      const message = 'The event store did not answer in time.';
      reject(isTooShort ? new OutOfTime(message) : new NoAnswer(message));
    });
    try {
      return await Promise.race([
        work.finally(() => (this.#lastAnswerMs = performance.now())),
        cut,
      ]);
    } finally {
      watch.stop();
      this.#waiting.delete(reject);
    }
  }
}

class SilenceWatch {
  readonly #startedMs = performance.now();
  readonly #deadlineMs: number;
  readonly #silenceMs: number;
  readonly #lastAnswerMs: () => number;
  #timer: NodeJS.Timeout | undefined;
  #wasLate = false;

  constructor(deadlineMs: number, silenceMs: number, lastAnswerMs: () => number) {
    this.#deadlineMs = deadlineMs;
    this.#silenceMs = silenceMs;
    this.#lastAnswerMs = lastAnswerMs;
  }

  start(silent: (waitedMs: number) => void): void {
    const heardMs = Math.max(this.#startedMs, this.#lastAnswerMs());
    const dueMs = Math.min(heardMs + this.#silenceMs, this.#startedMs + this.#deadlineMs);
    const leftMs = dueMs - performance.now();
    if (leftMs > 0) {
      this.#wait(leftMs, silent);
      return;
    }
    if (leftMs > -LATE_MS || this.#wasLate) {
      silent(performance.now() - this.#startedMs);
      return;
    }
    this.#wasLate = true;
    this.#wait(LATE_MS, silent);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(ms: number, silent: (waitedMs: number) => void): void {
    this.#timer = setTimeout(() => {
      this.start(silent);
    }, ms);
  }
}
