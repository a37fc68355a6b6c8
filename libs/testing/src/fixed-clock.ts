import type { Instant } from '#libs/domain';

/** Stands still until it is told to move; hand `clock.now` to whoever asks for the time. */
export class FixedClock {
  #at: Instant;

  constructor(at: Instant) {
    this.#at = at;
  }

  readonly now = (): Instant => this.#at;

  moveTo(at: Instant): void {
    this.#at = at;
  }
}
