import type { AppendResult } from '../port.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AppendOutcome, PreparedAppend } from './log-connection.js';

interface WaitingAppend extends PreparedAppend {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** Bounds how long one group keeps the event loop: about 10 ms. */
const GROUP_SIZE_MAX = 500;

/** Group commit: what waits at the end of a turn of the event loop is written together. */
export class AppendQueue {
  readonly #write: (group: readonly PreparedAppend[]) => readonly AppendOutcome[];
  #waiting: WaitingAppend[] = [];
  #scheduled = false;

  constructor(write: (group: readonly PreparedAppend[]) => readonly AppendOutcome[]) {
    this.#write = write;
  }

  add(append: PreparedAppend): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...append, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when no append waits. */
  async drained(): Promise<void> {
    while (this.#waiting.length > 0) await nextTurn();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const group = this.#waiting.slice(0, GROUP_SIZE_MAX);
    this.#waiting = this.#waiting.slice(GROUP_SIZE_MAX);
    try {
      // Answers only now: a refusal, too, rests on what the others of the group have written.
      this.#write(group).forEach((outcome, index) => settle(group[index], outcome));
    } catch (error) {
      for (const append of group) append.reject(error);
    }
  }
}

function settle(append: WaitingAppend | undefined, outcome: AppendOutcome): void {
  if ('result' in outcome) append?.resolve(outcome.result);
  else append?.reject(outcome.refusal);
}
