const FAILURES_MAX = 10;
const WINDOW_MS = 5 * 60_000;
/** Names and addresses remembered at once; the oldest are forgotten first. */
const REMEMBERED_MAX = 10_000;

/** Slows down guessing: after ten failures in five minutes a name or an address must wait. */
export class SignInGuard {
  readonly #failures = new Map<string, { count: number; since: number }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Milliseconds to wait before any of the keys may try again; 0 when it may now. */
  waitMs(...keys: string[]): number {
    return Math.max(0, ...keys.map((key) => this.#waitOf(key)));
  }

  failed(...keys: string[]): void {
    for (const key of keys) {
      const known = this.#current(key);
      this.#failures.delete(key);
      this.#failures.set(key, known ?? { count: 0, since: this.now() });
      const entry = this.#failures.get(key);
      if (entry) entry.count += 1;
    }
    const oldest = this.#failures.keys().next();
    if (this.#failures.size > REMEMBERED_MAX && !oldest.done) this.#failures.delete(oldest.value);
  }

  succeeded(...keys: string[]): void {
    for (const key of keys) this.#failures.delete(key);
  }

  #waitOf(key: string): number {
    const known = this.#current(key);
    return known && known.count >= FAILURES_MAX ? known.since + WINDOW_MS - this.now() : 0;
  }

  #current(key: string): { count: number; since: number } | null {
    const known = this.#failures.get(key);
    return known && this.now() - known.since < WINDOW_MS ? known : null;
  }
}
