import type { DatabaseSync } from 'node:sqlite';
import { requireAppendable, requirePage, requireStreamName } from '../append-rules.js';
import { toRecordedEvent, toRow, type SealedRow } from '../event-row.js';
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
import type { LogHead, SealedRows } from '../sealed-log.js';
import { Subscriptions } from '../subscriptions.js';
import { AppendQueue } from './append-queue.js';
import { LogConnection, type AppendOutcome, type PreparedAppend } from './log-connection.js';
import { openLogFile, type LogFileOptions } from './log-file.js';
import { asAltered } from './schema-check.js';

/** The log in one SQLite file, for one process: see `lockDataDirectory`. */
export class SqliteEventStore implements EventStore, SealedRows {
  readonly #openDatabase: () => DatabaseSync;
  readonly #queue = new AppendQueue((group) => this.#write(group));
  readonly #subscriptions = new Subscriptions((after, limit) => this.readAll(after, limit));
  #connection: LogConnection | undefined;
  #acknowledged: Position = 0;
  #closing: Promise<void> | undefined;
  #closed = false;

  /** `openDatabase` is asked again after every failure of the file. */
  constructor(openDatabase: () => DatabaseSync) {
    this.#openDatabase = openDatabase;
    this.#connection = new LogConnection(openDatabase());
    this.#acknowledged = this.#connection.lastPosition();
  }

  /** Throws `ForeignLogFile`, `AlteredLogFile`, or the driver's error. */
  static open(file: string, options: LogFileOptions = {}): SqliteEventStore {
    try {
      return new SqliteEventStore(() => openLogFile(file, options));
    } catch (error) {
      throw asAltered(error, file);
    }
  }

  head(): LogHead {
    this.#requireOpen();
    return this.#use((connection) => connection.treeHead());
  }

  leafHashes(first: number, count: number): Uint8Array {
    this.#requireOpen();
    return this.#use((connection) => connection.leafHashes(first, count));
  }

  /** Positions have no gaps here, and every acknowledged event has its leaf. */
  sizeAt(position: Position): Promise<number> {
    return Promise.resolve(position);
  }

  positionAt(size: number): Position {
    return size;
  }

  readRows(after: Position, limit: number): Promise<readonly SealedRow[]> {
    return answer(() => {
      requirePage(after, limit);
      this.#requireOpen();
      return this.#use((connection) => connection.readSealed(after, limit));
    });
  }

  append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: number,
  ): Promise<AppendResult> {
    return answer(() => {
      requireAppendable(stream, events, expectedRevision);
      this.#requireOpen();
      return this.#queue.add({ stream, events: events.map(toRow), expectedRevision });
    });
  }

  readStream(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return answer(() => {
      requireStreamName(stream);
      requirePage(from, limit);
      this.#requireOpen();
      const rows = this.#use((connection) => connection.readStream(stream, from, limit));
      return rows.map(toRecordedEvent);
    });
  }

  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return answer(() => {
      requirePage(after, limit);
      this.#requireOpen();
      return this.#use((connection) => connection.readAll(after, limit)).map(toRecordedEvent);
    });
  }

  subscribe(after: Position, handler: BatchHandler): Subscription {
    requirePage(after, 1);
    return this.#subscriptions.start(after, handler);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // First the subscriptions: a running handler may still have something to append.
    await this.#subscriptions.stop();
    this.#closed = true;
    await this.#queue.drained();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #write(group: readonly PreparedAppend[]): readonly AppendOutcome[] {
    const outcomes = this.#use((connection) => connection.appendAll(group));
    for (const outcome of outcomes)
      if ('result' in outcome)
        this.#acknowledged = Math.max(this.#acknowledged, outcome.result.position);
    this.#subscriptions.wake();
    return outcomes;
  }

  #use<Answer>(work: (connection: LogConnection) => Answer): Answer {
    try {
      this.#connection ??= this.#reopen();
      return work(this.#connection);
    } catch (error) {
      this.#giveUpConnection();
      if (error instanceof StoreUnavailable) throw error;
      throw new StoreUnavailable(`The event log did not answer: ${String(error)}`, {
        cause: error,
      });
    }
  }

  /** After a failed write the page cache may show what never reached the disk: the file counts. */
  #reopen(): LogConnection {
    const connection = new LogConnection(this.#openDatabase());
    if (connection.lastPosition() >= this.#acknowledged) return connection;
    connection.close();
    throw new StoreUnavailable('The event log has lost events that it had acknowledged.');
  }

  #giveUpConnection(): void {
    try {
      this.#connection?.close();
    } catch {
      // Whatever it says: nothing uses this connection again.
    }
    this.#connection = undefined;
  }

  #requireOpen(): void {
    if (this.#closed) throw new StoreUnavailable('The store is closed.');
  }
}

/** What the work throws becomes the rejection. */
function answer<Answer>(work: () => Answer | Promise<Answer>): Promise<Answer> {
  return new Promise((resolve) => resolve(work()));
}
