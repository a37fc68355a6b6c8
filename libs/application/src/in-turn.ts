/** Works of one key one after the other, of different keys beside each other. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Begins when the work asked for before under this key has ended, however it ended. */
  async run<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(key);
    const mine = before ? before.then(work, work) : work();
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
