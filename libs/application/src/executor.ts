import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import {
  currentVersion,
  Refusal,
  type CommandContext,
  type Decider,
  type DomainEvent,
} from '#libs/domain';
import {
  EventIdTaken,
  RevisionConflict,
  StoreUnavailable,
  type AppendResult,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
} from '#libs/event-store';
import { sealData, type SubjectKeys } from '#libs/privacy';

import { streamOf, type AggregateReader } from '#libs/aggregates';
import { derivedId, digestOf, type CommandRequest } from './request.js';

const ATTEMPTS_MAX = 5;
const REPEAT_DELAY_MS = 50;
const SALT_BYTES = 16;

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
  constructor(
    private readonly reader: AggregateReader,
    private readonly store: EventStore,
    private readonly keys: SubjectKeys,
  ) {}

  /** Throws `Refusal` when a rule says no, `StoreUnavailable` when no definite answer came. */
  async execute<State, Command extends CommandContext, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    request: CommandRequest,
    complete: Complete<State, Command>,
  ): Promise<AppendResult> {
    const stream = streamOf(decider, id);
    for (let attempt = 1; ; attempt++) {
      const { state, history } = await this.reader.load(decider, id);
      const earlier = answerGiven(request, history);
      if (earlier) return earlier;
      const ready = await complete(state);
      // Only now: no stranger learns from it whether the case exists, or how far it has come.
      requireSeen(request, history.length);
      const decided = ready ? decider.decide(ready.command, state) : [];
      if (!ready || decided.length === 0) return endOf(history);
      const events = await this.#stamp(decider, stream, decided, request, ready);
      try {
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
    const beside = { commandId, commandDigest: digestOf(request), correlationId, causationId };
    return Promise.all(
      decided.map(async ({ type, effectiveOn, by, data }, index) => {
        const id = derivedId(commandId, String(index));
        return {
          id,
          type,
          version: currentVersion(upcasters, type),
          effectiveOn,
          recordedAt: command.at,
          data: { ...(await sealData(data, { eventId: id, stream }, this.keys)), $salt: salt() },
          meta: { ...beside, actor: by, policies },
        };
      }),
    );
  }
}

/**
 * Keeps a hash of the data from telling what the data is, to whoever tries out what it could
 * be.
 */
function salt(): string {
  return randomBytes(SALT_BYTES).toString('base64url');
}

/**
 * What this request was answered when it came first; a conflict when it was another request
 * then.
 */
function answerGiven(
  request: CommandRequest,
  history: readonly RecordedEvent[],
): AppendResult | null {
  const last = history.findLast(({ meta }) => meta.commandId === request.commandId);
  if (!last) return null;
  if (last.meta.commandDigest !== digestOf(request)) throw commandIdReused();
  return { revision: last.revision + 1, position: last.position };
}

function requireSeen({ expectedRevision }: CommandRequest, revision: number): void {
  if (expectedRevision !== null && expectedRevision !== revision)
    throw new Refusal('stale', 'seen-latest-state', {
      vi: 'Hồ sơ đã thay đổi sau khi bạn mở. Hãy xem bản mới rồi làm lại.',
      en: 'The case has changed since you opened it. Look at the new state and try again.',
    });
}

function endOf(history: readonly RecordedEvent[]): AppendResult {
  return { revision: history.length, position: history.at(-1)?.position ?? 0 };
}

function asRefusal(error: unknown): unknown {
  if (error instanceof EventIdTaken) return commandIdReused();
  if (!(error instanceof RevisionConflict)) return error;
  return new Refusal('conflict', 'somebody-was-first', {
    vi: 'Nhiều người cùng xử lý hồ sơ này. Hãy tải lại và thử lần nữa.',
    en: 'Several people are acting on this at once. Load it again and retry.',
  });
}

function commandIdReused(): Refusal {
  return new Refusal('conflict', 'command-id-reused', {
    vi: 'Mã yêu cầu này đã dùng cho một yêu cầu khác.',
    en: 'This request id has been used for another request.',
  });
}
