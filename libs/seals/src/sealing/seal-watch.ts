import { isFinalDecision, type Instant, type Obligation, type ProposalEvent } from '#libs/domain';
import type { EventStore, RecordedEvent, SealedLog, Subscription } from '#libs/event-store';

import type { Sealer } from './sealer.js';

/** Events that may stand without a checkpoint over them. */
const UNSEALED_MAX = 256;
const CASES = 'proposal-';

/** A seal that is owed at once, because of the event that it names. */
export interface OwedSeal extends Obligation {
  readonly openedAt: Instant;
}

interface Waiting extends OwedSeal {
  readonly position: number;
}

export interface SealWatchOptions {
  readonly store: EventStore;
  readonly log: SealedLog;
  readonly sealer: Sealer;
  /** Seals, and says so where it cannot be done. */
  readonly seal: () => void;
}

/**
 * Follows the log from the last checkpoint on: which final decisions no checkpoint covers yet. It
 * rests on the log and the checkpoints alone, so a queue that was lost takes no seal with it.
 */
export class SealWatch {
  readonly #options: SealWatchOptions;
  readonly #listeners = new Set<(owed: readonly OwedSeal[]) => void>();
  #waiting: readonly Waiting[] = [];
  #subscription: Subscription | null = null;

  constructor(options: SealWatchOptions) {
    this.#options = options;
    options.sealer.onSealed(({ checkpoint }) => {
      const sealed = options.log.positionAt(checkpoint.size);
      this.#waiting = this.#waiting.filter(({ position }) => position > sealed);
    });
  }

  /** Begins, or goes on where the store had ended it. */
  follow(): void {
    if (this.#subscription) return;
    const { store, log, sealer } = this.#options;
    const subscription = store.subscribe(log.positionAt(sealer.size), (events) => {
      this.#take(events);
      return Promise.resolve();
    });
    this.#subscription = subscription;
    const over = () => {
      if (this.#subscription === subscription) this.#subscription = null;
    };
    subscription.ended.then(over, over);
  }

  /** Seals owed now, the oldest first. */
  owed(): readonly OwedSeal[] {
    return this.#waiting;
  }

  onOwed(listener: (owed: readonly OwedSeal[]) => void): void {
    this.#listeners.add(listener);
  }

  async stop(): Promise<void> {
    await this.#subscription?.stop();
  }

  #take(events: readonly RecordedEvent[]): void {
    const { log, sealer, seal } = this.#options;
    const sealed = log.positionAt(sealer.size);
    const owed = events.filter((event) => isOwed(event, sealed)).map(asOwed);
    const known = new Set(this.#waiting.map(({ position }) => position));
    this.#waiting = [...this.#waiting, ...owed.filter(({ position }) => !known.has(position))];
    if (owed.length > 0) for (const listener of this.#listeners) listener(owed);
    if (log.head().size - sealer.size >= UNSEALED_MAX) seal();
  }
}

function isOwed({ stream, type, data, position }: RecordedEvent, sealed: number): boolean {
  return (
    position > sealed &&
    stream.startsWith(CASES) &&
    isFinalDecision({ type, data } as unknown as ProposalEvent)
  );
}

function asOwed({ stream, revision, position, recordedAt }: RecordedEvent): Waiting {
  const subject = stream.slice(CASES.length);
  return { kind: 'seal', subject, revision, position, openedAt: recordedAt };
}
