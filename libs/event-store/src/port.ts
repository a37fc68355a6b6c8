import type { Capacity, Instant, JsonObject, PlainDate } from '#libs/domain';

/** Place in the order of the whole log. Rises strictly, may have gaps, and is never a count. */
export type Position = number;

/** What stands beside the data of every event. */
export interface EventMeta {
  /**
   * Tells a repetition from another body under its id: SHA-256 (hex) of the body, or HMAC-SHA-256
   * under its subject's key where it holds private text.
   */
  readonly commandDigest: string;
  /** The case it belongs to. */
  readonly correlationId: string;
  /** Id of the event that led to it, or `null` where a person did directly. */
  readonly causationId: string | null;
  /** Policy versions the decision was taken under, as `<policy id>@<version>`. */
  readonly policies: readonly string[];
}

export interface NewEvent {
  /** A UUID, derived from the command id and the event's place in the answer. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Legal date (ngày hiệu lực). */
  readonly effectiveOn: PlainDate;
  /** The writer's clock at the append (ngày ghi nhận). */
  readonly recordedAt: Instant;
  readonly actor: Capacity;
  /** The request that caused it: the same id again is the same request again. */
  readonly commandId: string;
  readonly data: JsonObject;
  readonly meta: EventMeta;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** 0 for the first event of the stream. */
  readonly revision: number;
  readonly position: Position;
}

export interface AppendResult {
  /** Number of events in the stream after the append. */
  readonly revision: number;
  /** Position of the last event appended. */
  readonly position: Position;
}

/**
 * The log. Every adapter passes the contract suite, which is the definition of these methods.
 *
 * Errors: `RevisionConflict` is a definite "somebody wrote first"; `EventIdTaken` and
 * `AppendTooLarge` are definite refusals; `StoreUnavailable` says that the outcome is unknown, and
 * that the identical call may be repeated.
 */
export interface EventStore {
  /**
   * Writes all events or none, when the stream holds exactly `expectedRevision` events (0: it is
   * new).
   * Resolves once they are durable. The identical call again, same ids and same expected revision,
   * answers as the first did and writes nothing.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: number,
  ): Promise<AppendResult>;

  /** Up to `limit` events from revision `from` (inclusive); none when there is no such stream. */
  readStream(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]>;

  /** Up to `limit` events after `after` (exclusive; 0 is the beginning), in log order. */
  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]>;

  /**
   * Hands over every event after `after`, in log order and each once, as batches; the next batch
   * comes when the handler has resolved. A handler that rejects ends the subscription at that
   * batch.
   */
  subscribe(after: Position, handler: BatchHandler): Subscription;

  /** Ends the subscriptions, waits for running appends, releases what the store holds. */
  close(): Promise<void>;
}

export type BatchHandler = (events: readonly RecordedEvent[]) => Promise<void>;

export interface Subscription {
  /** No batch is handed over once this has resolved. */
  stop(): Promise<void>;
  /** Resolves when the subscription was stopped, rejects with what the handler threw. */
  readonly ended: Promise<void>;
}

/** Somebody wrote first: load again and decide again. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';

  constructor(
    readonly stream: string,
    readonly expectedRevision: number,
    readonly actualRevision: number,
  ) {
    super(`${stream} holds ${actualRevision} events, not ${expectedRevision}.`);
  }
}

/** An event id of the append already stands elsewhere in the log. */
export class EventIdTaken extends Error {
  override readonly name = 'EventIdTaken';
}

/** The store takes no append of that size, whoever sends it and however often. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
}

/** Why a store over the network did not answer: what the operator has to look at. */
export type UnavailableReason = 'down' | 'timeout' | 'certificate' | 'refused';

/** No definite answer (disk full, connection lost, time limit): nothing is known to be written. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly reason: UnavailableReason | undefined;

  constructor(
    message: string,
    options: ErrorOptions & { readonly reason?: UnavailableReason } = {},
  ) {
    super(message, options);
    this.reason = options.reason;
  }
}

/** Another process holds the data directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';

  constructor(
    readonly directory: string,
    options?: ErrorOptions,
  ) {
    super(`The data directory ${directory} is in use.`, options);
  }
}
