import type { Obligation } from '#libs/domain';
import {
  QueueUnavailable,
  Reconciler,
  type ObligationQueue,
  type ObligationWork,
  type OpenObligation,
} from '#libs/queues';
import type { ReadModels } from '#libs/read-models';

export interface WorkerParts {
  readonly readModels: ReadModels;
  readonly queue: ObligationQueue;
  readonly desk: ObligationWork;
  readonly seals: SealsOwed;
  readonly report: (problem: Error) => void;
}

/** Seals that final decisions call for; they rest on the log and the checkpoints, not on views. */
export interface SealsOwed {
  owed(): readonly OpenObligation[];
  onOwed(listener: (owed: readonly OpenObligation[]) => void): void;
}

const PAGE_SIZE = 100;
/** Open obligations one pass of the reconciler looks at; the next pass takes the rest. */
const RECONCILED_MAX = 10_000;

/**
 * Follows the log and brings what the service owes to the queue as soon as it is owed. The queue
 * may lose everything at any moment: the reconciler brings it again.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #reconciler: Reconciler;
  /** Position of the last obligation brought to the queue. */
  #broughtUpTo = 0;
  #bringing: Promise<void> | null = null;
  #forgetChanges: () => void = () => undefined;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    const { queue, desk: work, report } = parts;
    const openObligations = () => Promise.resolve(this.#open());
    this.#reconciler = new Reconciler({ queue, work, report, openObligations });
  }

  start(): void {
    const { queue, desk, readModels, seals } = this.#parts;
    queue.work(desk);
    // What is owed before this position is the reconciler's first pass.
    this.#broughtUpTo = readModels.position();
    this.#forgetChanges = readModels.onChange(() => this.#changed());
    seals.onOwed((owed) => void this.#add(owed));
    this.#reconciler.start();
  }

  /** Takes no more work and waits for what is under way. */
  async stop(): Promise<void> {
    this.#forgetChanges();
    await this.#reconciler.stop();
    await this.#bringing;
    await this.#parts.queue.close();
  }

  #changed(): void {
    this.#bringing ??= this.#bring().finally(() => {
      this.#bringing = null;
    });
  }

  async #bring(): Promise<void> {
    for (;;) {
      const opened = this.#parts.readModels.obligations.openedAfter(this.#broughtUpTo);
      const last = opened.at(-1);
      if (!last || !(await this.#add(opened))) return;
      this.#broughtUpTo = last.opened;
    }
  }

  /** Answers whether the queue has them; where it is away, the reconciler brings them later. */
  async #add(obligations: readonly Obligation[]): Promise<boolean> {
    try {
      await this.#parts.queue.add(obligations);
      return true;
    } catch (error) {
      if (!(error instanceof QueueUnavailable)) this.#parts.report(error as Error);
      return false;
    }
  }

  #open(): OpenObligation[] {
    const { obligations } = this.#parts.readModels;
    const open: OpenObligation[] = [...this.#parts.seals.owed()];
    for (let after: string | null = null; open.length < RECONCILED_MAX;) {
      const page = obligations.openObligations({ limit: PAGE_SIZE, after });
      open.push(...page.obligations);
      if (page.next === null) break;
      after = page.next;
    }
    return open;
  }
}
