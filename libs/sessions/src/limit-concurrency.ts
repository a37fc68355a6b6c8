/** Lets at most `max` calls run at once; the others wait their turn. */
export function limitConcurrency<Args extends unknown[], Result>(
  max: number,
  run: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (...args) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await run(...args);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
