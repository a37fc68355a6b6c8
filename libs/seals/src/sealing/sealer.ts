import type { Sentence } from '#libs/domain';
import type { SealedLog } from '#libs/event-store';
import { Frontier, signCheckpoint, type SignerKey } from '#libs/log-format';

import type { CheckpointBook, KeptCheckpoint } from '../checkpoint-book.js';
import { differsAt, goesOn, noCheckpoint, notSealed, shorterThan } from '../faults.js';
import type { LogFault } from '../log-condition.js';
import { copyOf, grow, sameBytes } from './growing-tree.js';
import { OneAtATime } from './one-at-a-time.js';

/** The log is not the one that was sealed before: nothing was signed. */
export class SealRefused extends Error {
  override readonly name = 'SealRefused';

  constructor(readonly fault: LogFault) {
    super(fault.sentence.en);
  }
}

export interface SealerOptions {
  readonly log: SealedLog;
  readonly book: CheckpointBook;
  /** Keys that sign now; none when they are not at hand. */
  readonly signers: (origin: string) => readonly SignerKey[];
  /** Keeps what was signed where the keys are; before anybody is told of it. */
  readonly remember?: (sealed: KeptCheckpoint) => Promise<void>;
  /** Told what went wrong beside a seal that was made. */
  readonly report: (problem: Error) => void;
  /** Where other processes seal the same log: runs a pass while none of them does. */
  readonly inTurn?: (<Answer>(pass: () => Promise<Answer>) => Promise<Answer>) | undefined;
}

/**
 * Signs the head of the log. It goes on from the tree of the last checkpoint, so it can sign
 * nothing that is not that tree and more leaves.
 */
export class Sealer {
  readonly #options: SealerOptions;
  readonly #listeners = new Set<(sealed: KeptCheckpoint) => void>();
  /** The tree at the last checkpoint. */
  #tree = new Frontier();
  #trouble: unknown = null;
  readonly #passes = new OneAtATime(() => this.#pass());

  constructor(options: SealerOptions) {
    this.#options = options;
  }

  /** Number of events that the last checkpoint covers. */
  get size(): number {
    return this.#tree.size;
  }

  /** What kept the last seal from being made; `null` where nothing did. */
  get trouble(): Sentence | null {
    if (this.#trouble instanceof SealRefused) return goesOn(this.#trouble.fault);
    return this.#trouble === null ? null : notSealed(this.#trouble);
  }

  /** Goes on from this tree, whose root the last checkpoint bears. */
  begin(tree: Frontier): void {
    this.#tree = copyOf(tree);
  }

  onSealed(listener: (sealed: KeptCheckpoint) => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves once a checkpoint covers so many events. */
  async cover(size: number): Promise<void> {
    if (this.size < size) await this.seal();
  }

  /**
   * Seals what is in the log now, and answers how many events are covered. Throws `SealRefused`.
   * Calls during a pass share the one that follows it.
   */
  seal(): Promise<number> {
    return this.#passes.call();
  }

  /** Resolves when nothing is being signed any more. */
  settled(): Promise<void> {
    return this.#passes.settled();
  }

  async #pass(): Promise<number> {
    const { inTurn } = this.#options;
    try {
      const size = await (inTurn ? inTurn(() => this.#runAfterOthers()) : this.#run());
      this.#trouble = null;
      return size;
    } catch (error) {
      this.#trouble = error;
      throw error;
    }
  }

  /** Another process may have sealed more; a log that is not that one is signed by nobody here. */
  async #runAfterOthers(): Promise<number> {
    const { log, book } = this.#options;
    const last = book.latest();
    if (!last || last.checkpoint.size <= this.size) return this.#run();
    const { size, root } = last.checkpoint;
    if (log.head().size < size) return this.size; // this process has not come so far yet
    const tree = copyOf(this.#tree);
    await grow(tree, log, size);
    if (!sameBytes(tree.root(), root)) throw new SealRefused(differsAt(size));
    this.#tree = tree;
    this.#tell(last);
    return this.#run();
  }

  async #run(): Promise<number> {
    const { log, book, signers, remember, report } = this.#options;
    const head = log.head();
    if (head.size < this.size) throw new SealRefused(shorterThan(this.size, head.size));
    if (this.size > 0 && !book.latest()) throw new SealRefused(noCheckpoint());
    const tree = copyOf(this.#tree);
    await grow(tree, log, head.size);
    if (tree.size !== head.size || !sameBytes(tree.root(), head.root))
      throw new SealRefused(differsAt(this.size));
    const keys = signers(head.origin);
    if (head.size === this.size || keys.length === 0) return this.size;
    const note = signCheckpoint(head, keys);
    await book.add(note);
    this.#tree = tree;
    const sealed = { checkpoint: head, note };
    await remember?.(sealed);
    // It can be worked out again: whatever lies in its way costs nobody the seal.
    await book.keepFrontier(tree.toBytes()).catch(report);
    this.#tell(sealed);
    return this.size;
  }

  #tell(sealed: KeptCheckpoint): void {
    for (const listener of this.#listeners) listener(sealed);
  }
}
