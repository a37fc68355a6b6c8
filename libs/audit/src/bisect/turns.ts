import type { Found } from './request.js';

/** When a condition that did not hold came to hold: the first time, and the last after that. */
export class Turns {
  #first: Found | null = null;
  #latest: Found | null = null;
  #holds = false;

  /** Whether it comes to hold by this: whoever asks then says how. */
  isTurn(holds: boolean): boolean {
    const isTurn = holds && !this.#holds;
    this.#holds = holds;
    return isTurn;
  }

  add(found: Found): void {
    if (this.#first) this.#latest = found;
    else this.#first = found;
  }

  get ends(): { readonly found: Found | null; readonly latest: Found | null } {
    return { found: this.#first, latest: this.#latest };
  }
}
