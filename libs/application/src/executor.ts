import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import {
  currentVersion,
  Refusal,
  subjectErased,
  type CommandContext,
  type Decider,
  type DomainEvent,
} from '#libs/domain';
import {
  EventIdTaken,
  RevisionConflict,
  StoreUnavailable,
  Turns,
  type AppendResult,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
} from '#libs/event-store';
import { sealData, SubjectErased, type SubjectKeys } from '#libs/privacy';

import { streamOf, type AggregateReader } from '#libs/aggregates';
import { commandDigest } from './command-digest.js';
import { derivedId, type CommandRequest } from './request.js';

const ATTEMPTS_MAX = 5;
const REPEAT_DELAY_MS = 50;
const SALT_BYTES = 16;
/** The system is asked for so many at once: one by one takes ten times as long. */
const SALTS_AT_ONCE = 256;
let unused: Buffer = Buffer.alloc(0);

/** A command ready to be decided, and the policy versions (`<policy id>@<version>`) it rests on. */
export interface Ready<Command> {
  readonly command: Command;
  readonly policies: readonly string[];
}

/** Completes the command once the state is known; `null` when there is nothing left to do. */
export type Complete<State, Command> = (state: State) => Promise<Ready<Command> | null>;

/**
 * The one way anything is written: load, decide, append at the revision that was decided on. The
 * stream itself answers a repeated request, so a request is carried out once on any store.
 */
export class Executor {
  /** Stores compare ids: two different requests under one id at once would both be answered. */
  readonly #requests = new Turns();

  constructor(
    private readonly reader: AggregateReader,
    private readonly store: EventStore,
    private readonly keys: SubjectKeys,
  ) {}

  /** Throws `Refusal` when a rule says no, `StoreUnavailable` when no definite answer came. */
  execute<State, Command extends CommandContext, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    request: CommandRequest,
    complete: Complete<State, Command>,
  ): Promise<AppendResult> {
    return this.#requests.take(request.commandId, () =>
      this.#execute(decider, id, request, complete),
    );
  }

  async #execute<State, Command extends CommandContext, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    request: CommandRequest,
    complete: Complete<State, Command>,
  ): Promise<AppendResult> {
    const stream = streamOf(decider, id);
    for (let attempt = 1; ; attempt++) {
      const { state, history } = await this.reader.load(decider, id);
      const earlier = answerGiven(request, history, this.keys);
      if (earlier) return earlier;
      const ready = await complete(state);
      // Only now: no stranger learns from it whether the case exists, or how far it has come.
      requireSeen(request, history.length);
      const decided = ready ? decider.decide(ready.command, state) : [];
      if (!ready || decided.length === 0) return endOf(history);
      try {
        const events = await this.#stamp(decider, stream, decided, request, ready);
        return await this.#append(stream, events, history.length);
      } catch (error) {
        if (!(error instanceof RevisionConflict) || attempt === ATTEMPTS_MAX)
          throw asRefusal(error);
      }
    }
  }

  /** An unknown outcome is answered by the identical append, until the store says yes or no. */
  async #append(
    stream: string,
    events: readonly NewEvent[],
    expectedRevision: number,
  ): Promise<AppendResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.store.append(stream, events, expectedRevision);
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || attempt === ATTEMPTS_MAX) throw error;
        await wait(REPEAT_DELAY_MS * attempt);
      }
    }
  }

  /** Gives the events their ids and what stands beside their data, and seals what is private. */
  async #stamp(
    { upcasters }: Pick<Decider<unknown, never, DomainEvent>, 'upcasters'>,
    stream: string,
    decided: readonly DomainEvent[],
    request: CommandRequest,
    { command, policies }: Ready<CommandContext>,
  ): Promise<NewEvent[]> {
    const { commandId, correlationId, causationId } = request;
    const ids = decided.map((_, index) => derivedId(commandId, String(index)));
    const sealed = await Promise.all(
      decided.map(({ data }, index) =>
        sealData(data, { eventId: ids[index] ?? '', stream }, this.keys),
      ),
    );
    const digest = commandDigest(request, decided, this.keys);
    if (digest === null) throw subjectErased(); // between sealing and here
    const meta = { commandDigest: digest, correlationId, causationId, policies };
    return decided.map(({ type, effectiveOn, by }, index) => ({
      id: ids[index] ?? '',
      type,
      version: currentVersion(upcasters, type),
      effectiveOn,
      recordedAt: command.at,
      actor: by,
      commandId,
      data: { ...sealed[index], $salt: salt() },
      meta,
    }));
  }
}

/** It lies with the request and not with what it asks for: no rule has said no to that. */
export class RequestRefused extends Refusal {}

/**
 * Keeps a hash of the data from telling what the data is, to whoever tries out what it could
 * be.
 */
function salt(): string {
  if (unused.length === 0) unused = randomBytes(SALT_BYTES * SALTS_AT_ONCE);
  const taken = unused.subarray(0, SALT_BYTES);
  unused = unused.subarray(SALT_BYTES);
  return taken.toString('base64url');
}

/**
 * What this request was answered when it came first; a conflict when it was another request
 * then.
 */
function answerGiven(
  request: CommandRequest,
  history: readonly RecordedEvent[],
  keys: SubjectKeys,
): AppendResult | null {
  const written = history.filter(({ commandId }) => commandId === request.commandId);
  const last = written.at(-1);
  if (!last) return null;
  const digest = commandDigest(request, written, keys);
  // Of whom it was about nothing is left to compare but who asked.
  const isSame =
    digest === null
      ? last.actor.accountId === request.actor.accountId
      : last.meta.commandDigest === digest;
  if (!isSame) throw commandIdReused();
  return { revision: last.revision + 1, position: last.position };
}

function requireSeen({ expectedRevision }: CommandRequest, revision: number): void {
  if (expectedRevision !== null && expectedRevision !== revision)
    throw new RequestRefused('stale', 'seen-latest-state', {
      vi: 'Hồ sơ đã thay đổi sau khi bạn mở. Hãy xem bản mới rồi làm lại.',
      en: 'The case has changed since you opened it. Look at the new state and try again.',
    });
}

function endOf(history: readonly RecordedEvent[]): AppendResult {
  return { revision: history.length, position: history.at(-1)?.position ?? 0 };
}

function asRefusal(error: unknown): unknown {
  if (error instanceof EventIdTaken) return commandIdReused();
  if (error instanceof SubjectErased) return subjectErased();
  if (!(error instanceof RevisionConflict)) return error;
  return new RequestRefused('conflict', 'somebody-was-first', {
    vi: 'Nhiều người cùng xử lý hồ sơ này. Hãy tải lại và thử lần nữa.',
    en: 'Several people are acting on this at once. Load it again and retry.',
  });
}

function commandIdReused(): Refusal {
  return new RequestRefused('conflict', 'command-id-reused', {
    vi: 'Mã yêu cầu này đã dùng cho một yêu cầu khác.',
    en: 'This request id has been used for another request.',
  });
}
