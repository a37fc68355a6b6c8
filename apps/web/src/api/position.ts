let seen = 0;

/** Remembers a position of the log, so that what is read from now on is at least as new. */
export function raisePosition(position: number): void {
  seen = Math.max(seen, position);
}

export function freshness(): { minPosition?: number } {
  return seen > 0 ? { minPosition: seen } : {};
}
