import { obligationId, type Obligation } from '#libs/domain';

import { USUAL_ATTEMPTS, type Attempts } from '../attempts.js';
import { PermanentFailure, queueOf, QueueUnavailable } from '../port.js';
import type { KindRegistry, ObligationQueue, ObligationWork } from '../port.js';

export interface MemoryQueueOptions {
  readonly kinds: KindRegistry;
  readonly attempts?: Attempts;
}

interface MemoryJob {
  readonly obligation: Obligation;
  attemptsMade: number;
  hasEnded: boolean;
}

/**
 * The queue without Redis, for tests of what stands above it: forgets all when the process
 * ends.
 */
export class MemoryQueue implements ObligationQueue {
  readonly #kinds: KindRegistry;
  readonly #attempts: Attempts;
  readonly #jobs = new Map<string, MemoryJob>();
  readonly #running = new Set<Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #work: ObligationWork | null = null;
  #isClosed = false;

  constructor({ kinds, attempts = USUAL_ATTEMPTS }: MemoryQueueOptions) {
    this.#kinds = kinds;
    this.#attempts = attempts;
  }

  add(obligations: readonly Obligation[]): Promise<void> {
    return this.#reach(() => {
      for (const obligation of obligations)
        if (!this.#jobs.has(obligationId(obligation))) this.#put(obligation);
    });
  }

  ensure(obligations: readonly Obligation[]): Promise<number> {
    return this.#reach(() => {
      const isLive = (id: string) => this.#jobs.get(id)?.hasEnded === false;
      const absent = obligations.filter((obligation) => !isLive(obligationId(obligation)));
      for (const obligation of absent) this.#put(obligation);
      return absent.length;
    });
  }

  work(work: ObligationWork): void {
    if (this.#work) throw new Error('This queue is being worked already.');
    this.#work = work;
    for (const job of this.#jobs.values()) this.#start(job);
  }

  onReady(): void {
    // It is never away, so it never comes back.
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  async #reach<T>(action: () => T): Promise<T> {
    if (this.#isClosed) throw new QueueUnavailable('The queue is closed.');
    return Promise.resolve(action());
  }

  #put({ kind, subject, revision }: Obligation): void {
    queueOf(this.#kinds, kind);
    const obligation = { kind, subject, revision };
    const job = { obligation, attemptsMade: 0, hasEnded: false };
    this.#jobs.set(obligationId(obligation), job);
    this.#start(job);
  }

  #start(job: MemoryJob): void {
    const work = this.#work;
    if (!work || this.#isClosed) return;
    const attempt = Promise.resolve().then(() => this.#attempt(job, work));
    this.#running.add(attempt);
    void attempt.finally(() => this.#running.delete(attempt));
  }

  async #attempt(job: MemoryJob, work: ObligationWork): Promise<void> {
    job.attemptsMade += 1;
    try {
      await work.handle(job.obligation);
      job.hasEnded = true;
    } catch (error) {
      await this.#onFailure(job, error as Error, work);
    }
  }

  async #onFailure(job: MemoryJob, error: Error, work: ObligationWork): Promise<void> {
    const { count, firstDelayMs } = this.#attempts;
    if (!(error instanceof PermanentFailure) && job.attemptsMade < count) {
      const timer = setTimeout(
        () => {
          this.#timers.delete(timer);
          this.#start(job);
        },
        firstDelayMs * 2 ** (job.attemptsMade - 1),
      );
      this.#timers.add(timer);
      return;
    }
    job.hasEnded = true;
    await work.exhausted(job.obligation, error).catch(() => undefined);
  }
}
