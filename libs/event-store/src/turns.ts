/** Work on one subject goes one after the other, in the order in which it was asked for. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<Answer>(subject: string, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(subject);
    const turn = before ? before.then(work, work) : work();
    this.#last.set(subject, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(subject) === turn) this.#last.delete(subject);
    }
  }
}
