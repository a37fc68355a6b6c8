import { obligationId, type Obligation } from '#libs/domain';

import type { ObligationWork } from '../port.js';

interface Expectation {
  readonly holds: () => boolean;
  readonly resolve: () => void;
}

/** Work that records what reaches it and lets a test wait for it instead of sleeping. */
export class ObservedWork implements ObligationWork {
  readonly handled: string[] = [];
  readonly exhaustedBy: [string, Error][] = [];
  /** What handling does beyond recording; throw here to fail an attempt. */
  onHandle: (obligation: Obligation) => Promise<void> | void = () => undefined;
  #expectations: Expectation[] = [];

  async handle(obligation: Obligation): Promise<void> {
    this.handled.push(obligationId(obligation));
    this.#check();
    try {
      await this.onHandle(obligation);
    } finally {
      this.#check();
    }
  }

  exhausted(obligation: Obligation, error: Error): Promise<void> {
    this.exhaustedBy.push([obligationId(obligation), error]);
    this.#check();
    return Promise.resolve();
  }

  /** Resolves once it holds; looked at as attempts begin and end. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#expectations.push({ holds, resolve });
      this.#check();
    });
  }

  times(obligation: Obligation): number {
    const id = obligationId(obligation);
    return this.handled.filter((handled) => handled === id).length;
  }

  #check(): void {
    const met = this.#expectations.filter(({ holds }) => holds());
    this.#expectations = this.#expectations.filter((expectation) => !met.includes(expectation));
    for (const { resolve } of met) resolve();
  }
}
