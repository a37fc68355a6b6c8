const ANSWER_MS_MAX = 5_000;

/** What `/health/ready` says, as far as it is told here. */
interface Readiness {
  readonly status?: string;
  readonly reason?: string;
  /** Of what is wrong with a log that is read-only. */
  readonly kind?: string;
  readonly warnings?: readonly string[];
}

/** Of the service at an address; `null` where none answers. */
export async function readinessOf(url: string): Promise<Readiness | null> {
  try {
    const limit = AbortSignal.timeout(ANSWER_MS_MAX);
    const response = await fetch(`${url}/health/ready`, { signal: limit });
    return (await response.json()) as Readiness;
  } catch {
    return null;
  }
}
