/** How often and how far apart an obligation is tried before it counts as exhausted. */
export interface Attempts {
  readonly count: number;
  /** Wait before the second attempt in ms; doubles with each further one. */
  readonly firstDelayMs: number;
}

/** About a minute in all. */
export const USUAL_ATTEMPTS: Attempts = { count: 8, firstDelayMs: 500 };
