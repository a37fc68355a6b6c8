import { obligationId, type Instant, type Obligation } from '#libs/domain';

import { PermanentFailure, QueueUnavailable } from './port.js';
import type { ObligationQueue, ObligationWork } from './port.js';

const EVERY_MS = 30_000;
const OVERDUE_MS = 60_000;
const PAGE_SIZE = 500;

export interface OpenObligation extends Obligation {
  /** Since when it is owed. */
  readonly openedAt: Instant;
}

export interface ReconcilerOptions {
  readonly queue: ObligationQueue;
  readonly work: ObligationWork;
  /** What the log says is owed now, the oldest first. */
  readonly openObligations: () => Promise<readonly OpenObligation[]>;
  readonly report: (problem: Error) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Calls again and again until the function it returns is called. */
  readonly every?: (ms: number, call: () => void) => () => void;
}

export interface Reconciliation {
  readonly added: number;
  readonly ranDirectly: number;
}

/**
 * Makes the queue disposable. At the start, when the queue can be reached again, and every 30 s:
 * whatever the log says is open gets a live job; while the queue is away, what is overdue by more
 * than 60 s is worked here, one at a time.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #now: () => number;
  #stopTimer: (() => void) | null = null;
  #pass: Promise<Reconciliation> | null = null;
  #next: Promise<Reconciliation> | null = null;
  #isStopped = false;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  start(): void {
    const trigger = () => {
      if (!this.#isStopped) this.reconcile().catch(this.#options.report);
    };
    this.#options.queue.onReady(trigger);
    this.#stopTimer = (this.#options.every ?? everyInterval)(EVERY_MS, trigger);
    trigger();
  }

  /** One pass. Calls during a pass share the one that follows it, so no two ever overlap. */
  reconcile(): Promise<Reconciliation> {
    if (!this.#pass) return this.#begin();
    this.#next ??= this.#pass.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** Waits for the pass that is under way, which ends after the obligation it is at. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopTimer?.();
    await Promise.allSettled([this.#pass, this.#next]);
  }

  #begin(): Promise<Reconciliation> {
    this.#next = null;
    const pass = this.#run().finally(() => {
      if (this.#pass === pass) this.#pass = null;
    });
    this.#pass = pass;
    return pass;
  }

  async #run(): Promise<Reconciliation> {
    if (this.#isStopped) return { added: 0, ranDirectly: 0 };
    const open = await this.#options.openObligations();
    try {
      return { added: await this.#ensureAll(open), ranDirectly: 0 };
    } catch (error) {
      if (!(error instanceof QueueUnavailable)) throw error;
      return { added: 0, ranDirectly: await this.#runOverdue(open) };
    }
  }

  async #ensureAll(open: readonly OpenObligation[]): Promise<number> {
    let added = 0;
    for (let from = 0; from < open.length && !this.#isStopped; from += PAGE_SIZE)
      added += await this.#options.queue.ensure(open.slice(from, from + PAGE_SIZE));
    return added;
  }

  async #runOverdue(open: readonly OpenObligation[]): Promise<number> {
    const limit = this.#now() - OVERDUE_MS;
    let ran = 0;
    for (const obligation of open) {
      if (this.#isStopped) break;
      if (Date.parse(obligation.openedAt) >= limit) continue;
      await this.#runDirectly(obligation);
      ran += 1;
    }
    return ran;
  }

  /** A failure concerns this obligation only: the next pass tries again. */
  async #runDirectly({ kind, subject, revision }: OpenObligation): Promise<void> {
    const obligation = { kind, subject, revision };
    const { work, report } = this.#options;
    try {
      await work.handle(obligation).catch(async (error: unknown) => {
        if (!(error instanceof PermanentFailure)) throw error;
        await work.exhausted(obligation, error);
      });
    } catch (cause) {
      report(new Error(`${obligationId(obligation)} failed outside the queue.`, { cause }));
    }
  }
}

function everyInterval(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
}
