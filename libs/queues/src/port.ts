import type { Obligation } from '#libs/domain';

/** A new queue is one word here and the kinds it works in the caller's registry. */
export type QueueName =
  'steps' | 'deadlines' | 'enactment' | 'documents' | 'notifications' | 'seals';

/** Which queue works which kind of obligation. */
export type KindRegistry = Readonly<Record<string, QueueName>>;

/** What is done about an obligation. Both may be called again for the same one. */
export interface ObligationWork {
  /**
   * Fulfils the obligation if it is still open, which only the log can tell. Throws
   * `PermanentFailure` when another attempt cannot help; any other error is tried again.
   */
  handle(obligation: Obligation): Promise<void>;
  /** The attempts have ended without success: make that visible to an operator. */
  exhausted(obligation: Obligation, error: Error): Promise<void>;
}

/**
 * Brings obligations to their work, at least once each while the queue keeps what it holds. The
 * queue may lose everything at any moment: the reconciler adds again what the log says is open.
 */
export interface ObligationQueue {
  /**
   * Adds each obligation unless a job of its id is there, even one that has ended. Rejects with
   * `QueueUnavailable` within 2 s when the queue cannot be reached.
   */
  add(obligations: readonly Obligation[]): Promise<void>;

  /**
   * Sees to it that each obligation has a job that is going to run: one that has ended is removed
   * and added again. Answers how many it added. Rejects as `add` does.
   */
  ensure(obligations: readonly Obligation[]): Promise<number>;

  /** Starts working; to be called once. */
  work(work: ObligationWork): void;

  /** Calls the listener each time the queue can be reached again. */
  onReady(listener: () => void): void;

  /** Takes no more jobs, waits up to 20 s for those that run, and lets go of the connections. */
  close(): Promise<void>;
}

/** The queue cannot be reached: nothing is lost, the reconciler adds the obligation later. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
}

/** No further attempt can succeed. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/** Throws RangeError for a kind that nobody registered. */
export function queueOf(kinds: KindRegistry, kind: string): QueueName {
  const queue = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!queue) throw new RangeError(`No queue works obligations of the kind "${kind}".`);
  return queue;
}
