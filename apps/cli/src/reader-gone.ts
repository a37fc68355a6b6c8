/**
 * A reader that has seen enough, as `head` does, is nobody's mistake: what is still written goes
 * nowhere, and the work ends by itself, its resources given back.
 */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error) => {
    if (!isReaderGone(error)) throw error;
  });
}

/** Whether a command ended because nobody reads its answer any more. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
