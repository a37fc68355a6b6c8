import type { Position } from './port.js';

interface Waiter {
  readonly position: Position;
  readonly done: (reached: boolean) => void;
}

/** Those who wait for something that grows to come to a position. */
export class Waiting {
  readonly #waiters = new Set<Waiter>();

  /** `false` when the time ran out first. */
  reach(position: Position, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (reached: boolean) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(reached);
      };
      const waiter = { position, done };
      const timer = setTimeout(done, timeoutMs, false);
      this.#waiters.add(waiter);
    });
  }

  reached(position: Position): void {
    for (const waiter of this.#waiters) if (waiter.position <= position) waiter.done(true);
  }

  /** None of those who wait now will see it come. */
  end(): void {
    for (const { done } of this.#waiters) done(false);
  }
}
