import type { EventData } from '@eventstore/db-client';
import { invariant } from '#libs/domain';
import { toRecordedEvent, type StoredRow } from '../event-row.js';
import { requireAppendable, requirePage, requireStreamName } from '../append-rules.js';
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
import type { StoredEvents } from '../sealed-log.js';
import { AllSubscription } from './all-subscription.js';
import { answered } from './answered.js';
import { parseConnectionString } from './connection-string.js';
import type { AttemptLimits } from './connection.js';
import { Connections, type OpenConnection, type Work } from './connections.js';
import { findDamage, type ServerFinding } from './examination/damage.js';
import { refusalOfAppend, refusalOfRead } from './failures.js';
import { pageOfAll, readAll, readStream, type Ask } from './pages.js';
import { openerFor } from './opener.js';
import { toStored } from './stored-event.js';
import { Turns } from '../turns.js';
import { Slots } from './slots.js';

export interface StoreLimits extends AttemptLimits {
  /** No call of the store takes longer, however often it asks. */
  readonly callMs: number;
}

/** A fail-over takes a cluster up to 13 s. */
const LIMITS: StoreLimits = { callMs: 30_000, silenceMs: 1_500, attemptMs: 5_000 };

/** A server answers 100 calls of a connection at once; subscriptions take some of them. */
const CALLS_MAX = 80;

/** The log in an EventStoreDB or KurrentDB, alone or as a cluster: see README.md. */
export class EventStoreDbStore implements EventStore, StoredEvents {
  readonly #limits: StoreLimits;
  readonly #connections: Connections;
  readonly #turns = new Turns();
  readonly #slots = new Slots(CALLS_MAX);
  readonly #subscriptions = new Set<AllSubscription>();
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;
  #closed = false;

  constructor(open: OpenConnection, limits: StoreLimits) {
    this.#limits = limits;
    this.#connections = new Connections(open);
  }

  /** Throws `ConnectionStringRefused`; connects with the first call. */
  static open(connectionString: string, limits: Partial<StoreLimits> = {}): EventStoreDbStore {
    const all = { ...LIMITS, ...limits };
    return new EventStoreDbStore(openerFor(parseConnectionString(connectionString), all), all);
  }

  append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: number,
  ): Promise<AppendResult> {
    return this.#call((untilMs) => {
      requireAppendable(stream, events, expectedRevision);
      const stored = events.map(toStored);
      return this.#turns.take(stream, () =>
        this.#append(stream, stored, expectedRevision, untilMs),
      );
    });
  }

  readStream(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#call((untilMs) => {
      requireStreamName(stream);
      requirePage(from, limit);
      return readStream(this.#reader(stream, untilMs), stream, from, limit);
    });
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return (await this.readStored(after, limit)).map(toRecordedEvent);
  }

  /** As `readAll`, each event as its texts lie in the store. */
  readStored(after: Position, limit: number): Promise<readonly StoredRow[]> {
    return this.#call((untilMs) => {
      requirePage(after, limit);
      return readAll(this.#reader('$all', untilMs), after, limit);
    });
  }

  subscribe(after: Position, handler: BatchHandler): Subscription {
    requirePage(after, 1);
    if (this.#closed) return closedSubscription();
    const start = { after, handler, confirmMs: this.#limits.silenceMs };
    const subscription = new AllSubscription(this.#connections, start, () =>
      this.#subscriptions.delete(subscription),
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /**
   * What others did to our streams, as far as the server's own events tell. Reads the whole log and
   * keeps a number for each stream; `seen` hears how many events have been read.
   */
  findDamage(seen?: (events: number) => void): AsyncGenerator<ServerFinding> {
    const page = (after: Position) =>
      this.#call((untilMs) => pageOfAll(this.#reader('$all', untilMs), after));
    return findDamage(page, seen);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // First the subscriptions: a running handler may still have something to append.
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    this.#closed = true;
    await Promise.allSettled(this.#running);
    this.#connections.close();
  }

  /** The identical append again and again: with these ids at this revision it is written once. */
  async #append(
    stream: string,
    events: EventData[],
    expectedRevision: number,
    untilMs: number,
  ): Promise<AppendResult> {
    const expected = expectedRevision === 0 ? 'no_stream' : BigInt(expectedRevision - 1);
    const { nextExpectedRevision, position } = await this.#answered(
      (client, deadline) =>
        client.appendToStream(stream, events, {
          expectedRevision: expected,
          requiresLeader: true,
          deadline,
        }),
      (error) => refusalOfAppend(error, stream, expectedRevision),
      untilMs,
    );
    const revision = Number(nextExpectedRevision) + 1;
    invariant(
      revision === expectedRevision + events.length,
      `${stream} was deleted and goes on at ${revision}: its history is not whole.`,
    );
    const commit = Number(position?.commit ?? -1n);
    invariant(Number.isSafeInteger(commit) && commit >= 0, 'The event store gave no position.');
    return { revision, position: commit };
  }

  #reader(stream: string, untilMs: number): Ask {
    return (work) => this.#answered(work, (error) => refusalOfRead(error, stream), untilMs);
  }

  #answered<Answer>(
    work: Work<Answer>,
    refusal: (error: unknown) => Error | undefined,
    untilMs: number,
  ): Promise<Answer> {
    const ask = () => this.#slots.take(() => this.#connections.call(work, untilMs));
    return answered({ ask, refusal, untilMs, callMs: this.#limits.callMs });
  }

  #call<Answer>(work: (untilMs: number) => Promise<Answer>): Promise<Answer> {
    const called = this.#begin(work);
    this.#running.add(called);
    const done = () => this.#running.delete(called);
    called.then(done, done);
    return called;
  }

  async #begin<Answer>(work: (untilMs: number) => Promise<Answer>): Promise<Answer> {
    if (this.#closed) throw new StoreUnavailable('The store is closed.');
    return work(performance.now() + this.#limits.callMs);
  }
}

function closedSubscription(): Subscription {
  const ended: Promise<void> = Promise.reject(new StoreUnavailable('The store is closed.'));
  return { ended, stop: () => Promise.resolve() };
}
