/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<void>;
}

/** Lets the worker work while the log may be written, and not otherwise. */
export class WorkerShift {
  readonly #start: () => Promise<Running>;
  #worker: Running | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(start: () => Promise<Running>) {
    this.#start = start;
  }

  begin(): Promise<void> {
    return this.#inTurn(async () => {
      this.#worker ??= await this.#start();
    });
  }

  end(): Promise<void> {
    return this.#inTurn(async () => {
      const worker = this.#worker;
      this.#worker = null;
      await worker?.stop();
    });
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined); // whoever asked for it is told
    return turn;
  }
}
