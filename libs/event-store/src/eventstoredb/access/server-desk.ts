import { answered } from '../answered.js';
import type { ConnectionSettings } from '../connection-string.js';
import { Connections, type Work } from '../connections.js';
import { isLasting, isOutcomeUnknown } from '../failures.js';
import { openerFor } from '../opener.js';

/** Shorter than those of the log: somebody waits at a terminal, and nothing is lost by asking. */
const LIMITS = { callMs: 6_000, silenceMs: 1_500, attemptMs: 3_000 };

/** Calls to the server that are not of the log: of whoever sets it up, or examines it. */
export class ServerDesk {
  readonly #connections: Connections;

  constructor(settings: ConnectionSettings) {
    this.#connections = new Connections(openerFor(settings, LIMITS));
  }

  /** Rejects with `StoreUnavailable`, or with the server's own definite no. */
  ask<Answer>(work: Work<Answer>): Promise<Answer> {
    const untilMs = performance.now() + LIMITS.callMs;
    return answered({
      ask: () => this.#connections.call(work, untilMs),
      refusal: (error) =>
        isOutcomeUnknown(error) || isLasting(error) ? undefined : (error as Error),
      untilMs,
      callMs: LIMITS.callMs,
    });
  }

  close(): void {
    this.#connections.close();
  }
}
