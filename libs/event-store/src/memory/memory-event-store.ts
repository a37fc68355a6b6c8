import { requireAppendable, requirePage, requireStreamName } from '../append-rules.js';
import { toRecordedEvent, toRow, type StoredRow } from '../event-row.js';
import {
  EventIdTaken,
  RevisionConflict,
  StoreUnavailable,
  type AppendResult,
  type BatchHandler,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type Subscription,
} from '../port.js';
import { Subscriptions } from '../subscriptions.js';

/** Forgets everything with the process: for tests and for simulations. */
export class MemoryEventStore implements EventStore {
  /** The row at index n has position n + 1. */
  readonly #log: StoredRow[] = [];
  readonly #streams = new Map<string, StoredRow[]>();
  readonly #ids = new Set<string>();
  readonly #subscriptions = new Subscriptions((after, limit) => this.readAll(after, limit));
  #closed = false;

  append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: number,
  ): Promise<AppendResult> {
    return this.#answer(() => {
      requireAppendable(stream, events, expectedRevision);
      const history = this.#streams.get(stream) ?? [];
      if (history.length !== expectedRevision)
        return repeated(stream, history, events, expectedRevision);

      const taken = events.find(({ id }) => this.#ids.has(id));
      if (taken) throw new EventIdTaken(`Event id ${taken.id} already stands in the log.`);
      return this.#write(stream, history, events);
    });
  }

  readStream(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#answer(() => {
      requireStreamName(stream);
      requirePage(from, limit);
      return (this.#streams.get(stream) ?? []).slice(from, from + limit).map(toRecordedEvent);
    });
  }

  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#answer(() => {
      requirePage(after, limit);
      return this.#log.slice(after, after + limit).map(toRecordedEvent);
    });
  }

  subscribe(after: Position, handler: BatchHandler): Subscription {
    requirePage(after, 1);
    return this.#subscriptions.start(after, handler);
  }

  async close(): Promise<void> {
    await this.#subscriptions.stop();
    this.#closed = true;
  }

  #write(stream: string, history: StoredRow[], events: readonly NewEvent[]): AppendResult {
    const rows = events.map(toRow);
    for (const event of rows) {
      const row: StoredRow = [this.#log.length + 1, stream, history.length, ...event];
      this.#log.push(row);
      history.push(row);
      this.#ids.add(event[0]);
    }
    this.#streams.set(stream, history);
    this.#subscriptions.wake();
    return { revision: history.length, position: this.#log.length };
  }

  #answer<Answer>(work: () => Answer): Promise<Answer> {
    return new Promise((resolve) => {
      if (this.#closed) throw new StoreUnavailable('The store is closed.');
      resolve(work());
    });
  }
}

/** The first answer, when these very events stand where they should; else somebody wrote first. */
function repeated(
  stream: string,
  history: readonly StoredRow[],
  events: readonly NewEvent[],
  expectedRevision: number,
): AppendResult {
  const written = history.slice(expectedRevision, expectedRevision + events.length);
  const last = written.at(-1);
  if (!last || !events.every(({ id }, index) => written[index]?.[3] === id))
    throw new RevisionConflict(stream, expectedRevision, history.length);
  return { revision: last[2] + 1, position: last[0] };
}
