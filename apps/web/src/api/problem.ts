import type { Problem } from './contract.js';

/**
 * A refusal by the service, with its sentence for people; status 0 when it could not be
 * reached.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }

  get status(): number {
    return this.problem.status;
  }
}

export function unreachable(): ProblemError {
  return new ProblemError({ status: 0, title: '', detail: '', code: 'unreachable' });
}

/** What the service answered, or an empty sentence that the page replaces by its own. */
export function problemOf(body: unknown, status: number): ProblemError {
  const given: Partial<Problem> = typeof body === 'object' && body !== null ? body : {};
  return new ProblemError({ title: '', detail: '', code: 'unknown', ...given, status });
}

export function isStatus(error: unknown, ...statuses: readonly number[]): error is ProblemError {
  return error instanceof ProblemError && statuses.includes(error.status);
}

/** Nothing was decided: the same command may be sent again. */
export function isPassing(error: unknown): boolean {
  return isStatus(error, 0, 502, 503, 504) && !isReadOnly(error);
}

/** Waiting does not mend a log. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'log-read-only';
}
