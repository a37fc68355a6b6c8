/** Runs one at a time; calls during a run share the run that follows it. */
export class OneAtATime<Answer> {
  readonly #run: () => Promise<Answer>;
  #current: Promise<Answer> | null = null;
  #next: Promise<Answer> | null = null;

  constructor(run: () => Promise<Answer>) {
    this.#run = run;
  }

  call(): Promise<Answer> {
    if (!this.#current) return this.#begin();
    const begin = () => this.#begin();
    this.#next ??= this.#current.then(begin, begin);
    return this.#next;
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#current) await Promise.allSettled([this.#current, this.#next]);
  }

  #begin(): Promise<Answer> {
    this.#next = null;
    const current = this.#run().finally(() => {
      if (this.#current === current) this.#current = null;
    });
    this.#current = current;
    return current;
  }
}
