import type { EventStore, SealedLog } from '#libs/event-store';

import { anotherLog } from '../faults.js';
import type { LogHome } from '../keys/log-home.js';
import type { LogFault } from '../log-condition.js';
import { restoreTo } from '../origins.js';

/** Events of a log that was begun, and not used yet: it has introduced its key. */
const BEGUN = 1;

export interface BelongingOptions {
  readonly store: EventStore;
  readonly log: SealedLog;
  /** `null` in a process without keys, which cannot tell what lies beside them. */
  readonly home: LogHome | null;
  /** Whether a key of that log is at hand: nobody who writes the log can make one. */
  readonly hasKey: (origin: string) => boolean;
  readonly report: (problem: Error) => void;
}

/** Whether the log is the one that belongs to its data directory. */
export class Belonging {
  readonly #options: BelongingOptions;

  constructor(options: BelongingOptions) {
    this.#options = options;
  }

  /**
   * Nothing is wrong with that log itself, with one that goes on from it by restores that were
   * accepted here, and with one that is only being begun.
   */
  async fault(): Promise<LogFault | null> {
    const { log, home } = this.#options;
    const own = home?.origin() ?? null;
    const { origin } = log.head();
    if (!home || own === null || own === origin || this.#isBegunHere()) return null;
    return (await this.#goesOnFrom(own)) ? null : anotherLog(own, home.name);
  }

  /** From now on the log belongs there; one that does not, and is not minded, changes nothing. */
  async settle(): Promise<void> {
    const { log, home, report } = this.#options;
    if (!home || (await this.fault())) return;
    const before = home.origin();
    const { origin } = log.head();
    await home.keep(origin);
    if (before === null || before === origin) return;
    const [was, is] = [`trước đây là nơi của sổ ${before}`, `nay là nơi của sổ ${origin}`];
    report(new Error(`Thư mục dữ liệu ${was}, ${is}.`));
  }

  /** In a place that was emptied there is nothing to be taken for what was there. */
  #isBegunHere(): boolean {
    const { log, hasKey } = this.#options;
    const { size, origin } = log.head();
    return size === 0 || (size === BEGUN && hasKey(origin));
  }

  /** Accepting a restore makes a key of the new name first: without it, nobody here accepted it. */
  async #goesOnFrom(own: string): Promise<boolean> {
    const { store, log, hasKey } = this.#options;
    let { origin } = log.head();
    for (let before = Infinity; origin !== own;) {
      if (!hasKey(origin)) return false;
      const restore = await restoreTo(store, origin).catch(() => null);
      // Each stands before the next: rows that somebody made up could go in a circle.
      if (!restore || restore.position >= before) return false;
      before = restore.position;
      origin = restore.previous.origin;
    }
    return true;
  }
}
