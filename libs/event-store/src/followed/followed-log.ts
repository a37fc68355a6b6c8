import { setTimeout as wait } from 'node:timers/promises';
import { toRow, type SealedRow, type StoredRow } from '../event-row.js';
import {
  StoreUnavailable,
  type AppendResult,
  type BatchHandler,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type Subscription,
} from '../port.js';
import type { CheckedLog, LeafRow, LogHead, SealedRows, StoredEvents } from '../sealed-log.js';
import { firstOriginIn, LogNotBegun } from './first-origin.js';
import { LeafFile } from './leaf-file.js';
import { Waiting } from '../waiting.js';

const PAGE_SIZE = 500;
const RETRY_MS = 1_000;
/** How long somebody waits for the tree to come to an event that the store has acknowledged. */
const BEHIND_MS_MAX = 10_000;

export interface FollowOptions {
  /** Name of a log that is to be begun in an empty store; otherwise that is `LogNotBegun`. */
  readonly begins?: string | undefined;
  /** How many events have been taken, while the log is read on to its end. */
  readonly progress?: ((done: number) => void) | undefined;
  /** What keeps the tree from growing; it is tried again. */
  readonly report?: (problem: Error) => void;
}

/**
 * A log in a store without a tree, with the tree that this process keeps over it: worked out from
 * the events in the order of the store, so that the same history has the same root everywhere.
 */
export class FollowedLog implements EventStore, SealedRows {
  readonly #store: EventStore & StoredEvents;
  readonly #file: LeafFile;
  readonly #waiting = new Waiting();
  readonly #stopping = new AbortController();
  readonly #report: (problem: Error) => void;
  #following: Promise<void> = Promise.resolve();
  #subscription: Subscription | null = null;

  private constructor(
    store: EventStore & StoredEvents,
    file: LeafFile,
    report: (problem: Error) => void,
  ) {
    this.#store = store;
    this.#file = file;
    this.#report = report;
  }

  /**
   * Resolves once the tree has come to the end of the log. Throws `LogNotBegun`, `StoreUnavailable`
   * and, where events are missing or not ours, `InvariantBroken`.
   */
  static async open(
    store: EventStore & StoredEvents,
    file: string,
    { begins, progress, report = () => undefined }: FollowOptions = {},
  ): Promise<FollowedLog> {
    const leaves = new LeafFile(file);
    const log = new FollowedLog(store, leaves, report);
    try {
      await log.#find(begins ?? null);
      await log.#catchUp(progress);
    } catch (error) {
      leaves.close();
      throw error;
    }
    log.#following = log.#follow();
    return log;
  }

  head(): LogHead {
    return this.#file.head();
  }

  leafHashes(first: number, count: number): Uint8Array {
    return Buffer.concat(this.#leaves(first, count));
  }

  async sizeAt(position: Position): Promise<number> {
    if (this.#file.position < position && !(await this.#waiting.reach(position, BEHIND_MS_MAX)))
      throw new StoreUnavailable('The tree over the log has not come to that event.');
    return this.#file.sizeAt(position);
  }

  positionAt(size: number): Position {
    return this.#file.positionAt(size);
  }

  async readRows(after: Position, limit: number): Promise<readonly SealedRow[]> {
    const start = this.#file.positionUpTo(after);
    const from = this.#file.sizeAt(start);
    const leaves = this.#file.leaves(from, limit);
    const rows = leaves.length === 0 ? [] : await this.#store.readStored(start, leaves.length);
    return rows.flatMap((row, at) => {
      const kept = leaves[at];
      return kept ? [[...row, kept.prev, kept.leaf] as const] : [];
    });
  }

  /** As it stands now; its `close` leaves this one open. */
  checked(): CheckedLog {
    return {
      head: () => this.head(),
      firstOrigin: () => this.#file.firstOrigin ?? '',
      rows: (from, limit) => this.#leafRows(from, limit),
      leaves: (from, limit) => this.#leaves(from, limit),
      // The file of the leaves is derived: what is in it is compared with the log, row by row.
      pageFaults: () => [],
      pageFaultsAside: () => Promise.resolve([]),
      isNumberedOn: () => true,
      close: () => undefined,
    };
  }

  append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: number,
  ): Promise<AppendResult> {
    return this.#store.append(stream, events, expectedRevision);
  }

  readStream(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#store.readStream(stream, from, limit);
  }

  /** A store may answer only where there is an event: anybody may ask for any place here. */
  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (let last = this.#file.positionUpTo(after); events.length < limit;) {
      const page = await this.#store.readAll(last, limit);
      events.push(...page.filter(({ position }) => position > after));
      const end = page.at(-1);
      if (!end || page.length < limit) break;
      last = end.position;
    }
    return events.slice(0, limit);
  }

  subscribe(after: Position, handler: BatchHandler): Subscription {
    return this.#store.subscribe(after, handler);
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#subscription?.stop();
    await this.#following;
    this.#waiting.end();
    await this.#store.close();
    this.#file.close();
  }

  #leaves(from: number, limit: number): readonly Uint8Array[] {
    return this.#file.leaves(from, limit).map(({ leaf }) => leaf);
  }

  async #leafRows(from: number, limit: number): Promise<readonly LeafRow[]> {
    const rows = await this.readRows(this.positionAt(from), limit);
    return rows.map(([, stream, revision, ...rest], at) => {
      const [id, type, recordedAt, actor, commandId, data, meta, , leaf] = rest;
      const event = [id, type, recordedAt, actor, commandId, data, meta] as const;
      return [from + at + 1, stream, revision, ...event, null, leaf] as const;
    });
  }

  /** Whose tree it is, and whether the file still has that one. */
  async #find(begins: string | null): Promise<void> {
    const [first] = await this.#store.readStored(0, 1);
    const origin = first ? firstOriginIn(first) : begins;
    if (origin === null) throw new LogNotBegun(first ? 'foreign' : 'empty');
    if (this.#file.firstOrigin !== origin || !(await this.#isOfThisLog())) this.#file.begin(origin);
  }

  /** A store that was restored, or another one, does not have the last event there. */
  async #isOfThisLog(): Promise<boolean> {
    const { size } = this.head();
    if (size === 0) return true;
    const [row] = await this.#store.readStored(this.positionAt(size - 1), 1);
    return row?.[0] === this.#file.position && this.#file.endsWith(row);
  }

  async #catchUp(progress?: (done: number) => void): Promise<void> {
    for (let page = await this.#next(); page.length > 0; page = await this.#next()) {
      this.#take(page);
      progress?.(this.head().size);
    }
  }

  #next(): Promise<readonly StoredRow[]> {
    return this.#store.readStored(this.#file.position, PAGE_SIZE);
  }

  #take(rows: readonly StoredRow[]): void {
    this.#file.take(rows);
    this.#waiting.reached(this.#file.position);
  }

  /** Whatever the store says, it is asked again: what it has acknowledged must get its leaf. */
  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#subscription = this.#store.subscribe(this.#file.position, (events) => {
        this.#take(events.map(toStoredRow));
        return Promise.resolve();
      });
      await this.#subscription.ended.catch(this.#report);
      await wait(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

function toStoredRow(event: RecordedEvent): StoredRow {
  return [event.position, event.stream, event.revision, ...toRow(event)];
}
