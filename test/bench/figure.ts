import { cpus } from 'node:os';

/** One measured figure, printed as a line of JSON with its target beside it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the design asks for: at least, or at most where the name says a time or a size. */
  readonly target?: number;
  /** The same work without us, in the same run. */
  readonly baseline?: number;
}

const ROUNDS = 3;

export function print(figure: Figure): void {
  const ratio = figure.baseline ? { ratio: rounded(figure.value / figure.baseline) } : {};
  process.stdout.write(
    `${JSON.stringify({ ...figure, value: rounded(figure.value), ...ratio, cores: cpus().length })}\n`,
  );
}

/** Median of three rounds; each round begins anew. */
export async function median(round: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let count = 0; count < ROUNDS; count++) values.push(await round());
  return values.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** How often a second `work` gets done when it is done `count` times, `atOnce` at a time. */
export async function perSecond(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const runner = async () => {
    while (next < count) await work(next++);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, runner));
  return (count / (performance.now() - startedAt)) * 1000;
}

/** Of all of them; 100 is the longest. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
