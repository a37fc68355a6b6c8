import { isLasting, unavailable } from './failures.js';

export interface Patience<Answer> {
  readonly ask: () => Promise<Answer>;
  /** The definite answer that an error is; otherwise nothing. */
  readonly refusal: (error: unknown) => Error | undefined;
  readonly untilMs: number;
  readonly callMs: number;
}

/** Asks until there is a definite answer; `StoreUnavailable` when there is none in time. */
export async function answered<Answer>(patience: Patience<Answer>): Promise<Answer> {
  const { ask, refusal, untilMs, callMs } = patience;
  for (let before: unknown; ;) {
    try {
      return await ask();
    } catch (error) {
      const definite = refusal(error);
      if (definite) throw definite;
      const isOver = performance.now() >= untilMs;
      // The last attempt was cut short: the one before it knows more.
      if (isOver) throw unavailable(before ?? error, callMs);
      if (isLasting(error)) throw unavailable(error, callMs);
      before = error;
    }
  }
}
