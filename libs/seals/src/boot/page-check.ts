import { setTimeout as wait } from 'node:timers/promises';

import type { CheckedLog } from '#libs/event-store';

import { contradictsItself, pagesNotChecked } from '../faults.js';
import type { LogCondition } from '../log-condition.js';

/** Events of a file whose pages and indices are looked through in less than 50 ms. */
export const PAGES_AT_ONCE_MAX = 10_000;
/** Long enough for whoever took the memory to be gone. */
const AGAIN_MS = 20_000;
const TRIES_AGAIN = 2;

interface PageCheckOptions {
  readonly condition: LogCondition;
  readonly report: (problem: Error) => void;
  readonly againMs?: number;
}

/**
 * The part of the check that looks through pages and indices. It may need a process of its own,
 * and what becomes of that is no fault of the log: it is told, and tried again.
 */
export class PageCheck {
  readonly #stored: CheckedLog;
  readonly #stopping: AbortSignal;
  readonly #options: PageCheckOptions;
  readonly #isSmall: boolean;
  #triesLeft = TRIES_AGAIN;
  #isOver = false;

  constructor(stored: CheckedLog, stopping: AbortSignal, options: PageCheckOptions) {
    this.#stored = stored;
    this.#stopping = stopping;
    this.#options = options;
    this.#isSmall = stored.head().size <= PAGES_AT_ONCE_MAX;
  }

  async make(): Promise<void> {
    const { condition, report } = this.#options;
    if (this.#isCalledOff()) return;
    try {
      const [found] = await this.#faults();
      this.#isOver = true;
      if (found !== undefined) condition.found(contradictsItself(found));
    } catch (error) {
      if (!this.#isCalledOff()) report(new Error(this.#notMade(error)));
    }
  }

  /** For whoever does not wait for it: until it is made, a few times at most. */
  async makeAgain(): Promise<void> {
    const { againMs = AGAIN_MS } = this.#options;
    while (!this.#isOver && this.#triesLeft > 0) {
      this.#triesLeft -= 1;
      // Called off, it is the next try that does nothing.
      await wait(againMs, undefined, { signal: this.#stopping, ref: false }).catch(() => null);
      await this.make();
    }
  }

  /** Read anew: it may be called off during any await. */
  #isCalledOff(): boolean {
    return this.#stopping.aborted;
  }

  async #faults(): Promise<readonly string[]> {
    if (this.#isSmall) return this.#stored.pageFaults();
    return this.#stored.pageFaultsAside(this.#stopping);
  }

  #notMade(why: unknown): string {
    const reason = why instanceof Error ? why.message : String(why);
    return pagesNotChecked(reason, this.#triesLeft > 0).vi;
  }
}
