import { type ObligationDesk } from '#libs/application';
import { QueueUnavailable, Reconciler, type ObligationQueue } from '#libs/queues';
import type { OpenObligation, ReadModels } from '#libs/read-models';

export interface WorkerParts {
  readonly readModels: ReadModels;
  readonly queue: ObligationQueue;
  readonly desk: ObligationDesk;
  readonly report: (problem: Error) => void;
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
    const { queue, desk, readModels } = this.#parts;
    queue.work(desk);
    // What is owed before this position is the reconciler's first pass.
    this.#broughtUpTo = readModels.position();
    this.#forgetChanges = readModels.onChange(() => this.#changed());
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
    const { queue, readModels, report } = this.#parts;
    try {
      for (;;) {
        const opened = readModels.obligations.openedAfter(this.#broughtUpTo);
        const last = opened.at(-1);
        if (!last) return;
        await queue.add(opened);
        this.#broughtUpTo = last.opened;
      }
    } catch (error) {
      // The queue is away, and the reconciler brings everything when it is back.
      if (!(error instanceof QueueUnavailable)) report(error as Error);
    }
  }

  #open(): OpenObligation[] {
    const { obligations } = this.#parts.readModels;
    const open: OpenObligation[] = [];
    for (let after: string | null = null; open.length < RECONCILED_MAX;) {
      const page = obligations.openObligations({ limit: PAGE_SIZE, after });
      open.push(...page.obligations);
      if (page.next === null) break;
      after = page.next;
    }
    return open;
  }
}
