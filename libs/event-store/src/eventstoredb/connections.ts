import { setTimeout as wait } from 'node:timers/promises';
import type { Endpoint } from './connection-string.js';
import type { Connection } from './connection.js';
import { NoAnswer, OutOfTime } from './connection.js';
import type { StreamsClient } from './streams-client.js';
import { isOutcomeUnknown, leaderNamedBy } from './failures.js';

/** Opens a connection, to the endpoint where one is named. */
export type OpenConnection = (leader: Endpoint | undefined) => Promise<Connection>;

/** What is asked of the server, and how long it may take. */
export type Work<Answer> = (client: StreamsClient, deadlineMs: number) => Promise<Answer>;

const PAUSE_MS = 25;
const PAUSE_MS_MAX = 250;

/**
 * The connection in use, and the next one after every call whose outcome is unknown. Whoever waits
 * for a new one waits for the same one, with a growing pause while there is none.
 */
export class Connections {
  readonly #open: OpenConnection;
  #opening: Promise<Connection> | undefined;
  #current: Connection | undefined;
  #leader: Endpoint | undefined;
  #failures = 0;
  #closed = false;

  constructor(open: OpenConnection) {
    this.#open = open;
  }

  async call<Answer>(work: Work<Answer>, untilMs: number): Promise<Answer> {
    const connection = await this.current();
    try {
      const answer = await connection.call(work, untilMs);
      this.#failures = 0;
      return answer;
    } catch (error) {
      if (isOutcomeUnknown(error)) this.replace(connection, error);
      throw error;
    }
  }

  /** Rejects when it cannot be opened; the next call tries again. */
  current(): Promise<Connection> {
    this.#opening ??= this.#openNext();
    return this.#opening;
  }

  /** Does nothing when it has been replaced already. */
  replace(connection: Connection, reason: unknown): void {
    if (connection !== this.#current || reason instanceof OutOfTime) return;
    this.#leader = leaderNamedBy(reason);
    this.#failed();
    connection.retire(reason instanceof NoAnswer);
  }

  close(): void {
    this.#closed = true;
    this.#opening = undefined;
    this.#current?.retire(true);
    this.#current = undefined;
  }

  async #openNext(): Promise<Connection> {
    try {
      if (this.#failures > 0)
        await wait(Math.min(PAUSE_MS_MAX, PAUSE_MS * 2 ** (this.#failures - 1)));
      const connection = await this.#open(this.#leader);
      if (this.#closed) connection.retire(true);
      else this.#current = connection;
      return connection;
    } catch (error) {
      this.#failed();
      throw error;
    }
  }

  #failed(): void {
    this.#failures += 1;
    this.#current = undefined;
    this.#opening = undefined;
  }
}
