import type { CheckedLog, EventStore, SealedLog } from '#libs/event-store';
import { Frontier, openCheckpoint, type VerifierKey } from '#libs/log-format';

import type { CheckpointBook, KeptCheckpoint } from '../checkpoint-book.js';
import {
  checkpointOfAnother,
  justRestored,
  misnamed,
  noCheckpoint,
  unreadableCheckpoint,
  unreadableLog,
} from '../faults.js';
import type { LogCondition, LogFault } from '../log-condition.js';
import { introducedKeys, originAtPosition, restoreTo, sealEvents } from '../origins.js';
import { PageCheck } from './page-check.js';
import { removeMark, restoredMark } from './restored-mark.js';
import { FullCheck, quickCheck, strangeAfter } from './stored-check.js';

/** How long a start waits for the full check; the rest of it goes on while the service works. */
const FULL_CHECK_WAIT_MS = 1_000;

export interface BootCheckOptions {
  readonly dataDir: string;
  readonly store: EventStore;
  readonly log: SealedLog;
  readonly book: CheckpointBook;
  /** The log as it lies in its store. */
  readonly openChecked: () => CheckedLog;
  readonly condition: LogCondition;
  /** What the keeper of the keys knows to be signed last; `null` where it has signed nothing. */
  readonly lastSealed?: () => KeptCheckpoint | null;
  /** What is wrong with this log being in this place, whatever it holds. */
  readonly isElsewhere?: () => Promise<LogFault | null>;
  /** Keys of a log by its origin, as far as they are at hand. */
  readonly keysOf: (origin: string) => readonly VerifierKey[];
  /** Told what kept a part of the check from being made. */
  readonly report: (problem: Error) => void;
  /** How long such a part waits to be tried again. */
  readonly againMs?: number;
  /** Milliseconds that never go backwards. */
  readonly ticks?: () => number;
}

/** Whether the log that lies here is the one that was sealed; what is found goes to `condition`. */
export class BootCheck {
  readonly #options: BootCheckOptions;
  #rest: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(options: BootCheckOptions) {
    this.#options = options;
  }

  /** Answers the tree at the last checkpoint, to be grown from there. */
  async run(): Promise<Frontier> {
    const { openChecked, condition } = this.#options;
    try {
      await this.#finishRestore();
      const stored = openChecked();
      return await this.#check(stored).catch((error: unknown) => {
        stored.close();
        throw error;
      });
    } catch (error) {
      condition.found(unreadableLog(error));
      return new Frontier();
    }
  }

  /** Resolves when the part of the check that nobody waited for is over. */
  finished(): Promise<void> {
    return this.#rest;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#rest;
  }

  /** A restore that was accepted and then cut off: what it lost is no longer in the book. */
  async #finishRestore(): Promise<void> {
    const { dataDir, store, log, book } = this.#options;
    const { origin } = log.head();
    const restore = await restoreTo(store, origin).catch(() => null); // the check finds out why
    if (restore) await book.setAside(restore.previous.origin, restore.size);
    const mark = restoredMark(dataDir);
    if (mark && mark.origin !== origin) await removeMark(dataDir);
  }

  async #check(stored: CheckedLog): Promise<Frontier> {
    const { book, condition, dataDir, isElsewhere } = this.#options;
    const another = await isElsewhere?.();
    if (another) condition.found(another);
    const last = await this.#lastCheckpoint(stored);
    const { fault, tree } = await quickCheck(stored, book, last);
    if (fault) condition.found(fault);
    const wasSealed = last !== null || (await this.#isBegun(stored.head().size));
    if (wasSealed && book.sizes().length === 0) condition.found(noCheckpoint());
    if (last && !(await this.#isNamedAfter(last)))
      condition.found(misnamed(last.checkpoint.origin));
    const strange = await strangeAfter(stored, last?.checkpoint.size ?? 0);
    if (strange) condition.found(strange);
    const full = new FullCheck(stored, last ? [last.checkpoint] : []);
    await this.#runFully(full, stored);
    const mark = restoredMark(dataDir);
    if (mark) condition.found(justRestored(mark.backedUpAt));
    return tree;
  }

  /** Waits a moment for it, and lets it go on in the background. */
  async #runFully(full: FullCheck, stored: CheckedLog): Promise<void> {
    const { condition, ticks = () => performance.now() } = this.#options;
    const end = ticks() + FULL_CHECK_WAIT_MS;
    const goOn = () => !this.#stopping.signal.aborted;
    const tell = async (run: Promise<unknown>) => {
      await run.catch((error: unknown) => condition.found(unreadableLog(error)));
      if (full.fault) condition.found(full.fault);
    };
    await tell(full.run(() => goOn() && ticks() < end));
    const pages = new PageCheck(stored, this.#stopping.signal, this.#options);
    const first = tell(full.run(goOn)).then(() => pages.make());
    this.#rest = first.then(() => pages.makeAgain()).finally(() => stored.close());
    if (full.isOver) await first;
  }

  /** A checkpoint bears the name of its last leaf, and only a restore after it gives another. */
  async #isNamedAfter({ checkpoint }: KeptCheckpoint): Promise<boolean> {
    const { store, log } = this.#options;
    const { origin, size } = log.head();
    if (origin === checkpoint.origin || size < checkpoint.size) return true;
    const restore = await restoreTo(store, origin).catch(() => null);
    return restore !== null && restore.size >= checkpoint.size;
  }

  /** A log that has introduced its keys is sealed at once, before anything else is written. */
  async #isBegun(size: number): Promise<boolean> {
    const { store, log } = this.#options;
    const own = await sealEvents(store, log.head().origin);
    return own.length > 0 && size > own.length;
  }

  /** Of those in the data directory and the one beside the keys, the one over most events. */
  async #lastCheckpoint(stored: CheckedLog): Promise<KeptCheckpoint | null> {
    const { book, condition, lastSealed = () => null } = this.#options;
    try {
      const [kept, signed] = [book.latest(), lastSealed()];
      const isNewer = signed && (!kept || signed.checkpoint.size > kept.checkpoint.size);
      const last = isNewer ? signed : kept;
      if (!last) return null;
      const another = await this.#ofAnother(last, stored);
      if (another) condition.found(another);
      else await this.#requireSigned(last);
      return another ? null : last;
    } catch (error) {
      condition.found(unreadableCheckpoint(error));
      return null;
    }
  }

  /**
   * A checkpoint bears the name that the log had at its last leaf; beyond its end, it has none. One
   * with the root of this log and by a key of it is of this log, which then is misnamed itself.
   */
  async #ofAnother(kept: KeptCheckpoint, stored: CheckedLog): Promise<LogFault | null> {
    const { store, log, book } = this.#options;
    const { origin: own, size: held } = log.head();
    const { origin, size } = kept.checkpoint;
    if (origin === own || held === 0) return null; // an empty one says no name
    const named = (at: number) => originAtPosition(store, log, log.positionAt(at));
    // Where its restores say nothing, the check finds out why.
    const borne = size > held ? own : await named(size).catch(() => origin);
    if (borne === origin) return null;
    const isOurs = async () => {
      const { fault } = await quickCheck(stored, book, kept);
      return fault === null && this.#requireSigned(kept).then(() => true);
    };
    return (await isOurs().catch(() => false)) ? null : checkpointOfAnother(size, origin, own);
  }

  /**
   * The keys at hand say whether it is signed, as nobody who writes the log can add to them; where
   * there are none, those that the log has introduced. A log that is shorter than the checkpoint
   * may lack them, and is found to be shorter anyway. Throws `FormatError`.
   */
  async #requireSigned({ note, checkpoint }: KeptCheckpoint): Promise<void> {
    const { store, log, keysOf } = this.#options;
    const { origin, size } = checkpoint;
    const held = keysOf(origin);
    if (held.length === 0 && log.head().size < size) return;
    const keys = held.length > 0 ? held : await introducedKeys(store, origin);
    openCheckpoint(note, { origin, log: keys, witnesses: [] });
  }
}
