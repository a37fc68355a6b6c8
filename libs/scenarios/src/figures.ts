import { invariant } from '#libs/domain';

import stated from '../data/stated-figures.json' with { type: 'json' };

/** A figure a published report states, and how the replayed one must compare. */
export interface StatedFigure {
  readonly key: string;
  readonly label: string;
  readonly op: string;
  readonly value: unknown;
}

export interface FigureResult {
  readonly key: string;
  readonly label: string;
  readonly op: string;
  readonly stated: unknown;
  readonly replayed: unknown;
  /** Replayed minus stated, where both are numbers. */
  readonly difference: number | null;
  readonly holds: boolean;
}

export interface StatedScenario {
  readonly id: string;
  readonly title: string;
  /** Day the stated figures describe. */
  readonly asOf: string;
  readonly figures: readonly StatedFigure[];
}

export const statedScenarios: readonly StatedScenario[] = stated.scenarios;

const MILLION = 1_000_000;

type Holds = (stated: unknown, replayed: unknown) => boolean;

/** How a stated figure is worded decides what the replayed one must be. */
const OPERATORS: Readonly<Record<string, Holds>> = {
  eq: (stated, replayed) => JSON.stringify(stated) === JSON.stringify(replayed),
  gt: numbers((stated, replayed) => replayed > stated),
  lt: numbers((stated, replayed) => replayed < stated),
  atMost: numbers((stated, replayed) => replayed <= stated),
  below: numbers((stated, replayed) => replayed >= stated - 5 && replayed < stated),
  roundMillion: numbers((stated, replayed) => Math.round(replayed / MILLION) * MILLION === stated),
  percent2: numbers((stated, replayed) => Math.round(replayed * 100) === Math.round(stated * 100)),
};

/** Holds the figures a report states against the replayed ones, by key. */
export function compareFigures(
  { figures }: StatedScenario,
  replayed: Readonly<Record<string, unknown>>,
): FigureResult[] {
  return figures.map(({ key, label, op, value }) => {
    const holds = OPERATORS[op];
    invariant(holds, `Operator ${op} of ${key} is known.`);
    const found = replayed[key] ?? null;
    const difference =
      typeof value === 'number' && typeof found === 'number' ? found - value : null;
    return {
      key,
      label,
      op,
      stated: value,
      replayed: found,
      difference,
      holds: holds(value, found),
    };
  });
}

function numbers(compare: (stated: number, replayed: number) => boolean): Holds {
  return (stated, replayed) =>
    typeof stated === 'number' && typeof replayed === 'number' && compare(stated, replayed);
}
