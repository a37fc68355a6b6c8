import type { StaffingFigures } from '#libs/domain';

export const figureNames = [
  'slots',
  'vacancies',
  'partTimeOfficers',
  'concurrentHoldings',
  'allowance',
] as const satisfies readonly (keyof StaffingFigures)[];

const COMPARES = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '=': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
  '>=': (a: number, b: number) => a >= b,
  '>': (a: number, b: number) => a > b,
} as const;

/** What is asked of replayed figures: one figure, compared with a whole number. */
export interface Condition {
  readonly figure: keyof StaffingFigures;
  readonly operator: keyof typeof COMPARES;
  readonly value: number;
}

const FORM = new RegExp(
  `^\\s*(${figureNames.join('|')})\\s*(<=|>=|!=|==|=|<|>)\\s*(\\d{1,15})\\s*$`,
);

/** Reads `partTimeOfficers <= 100`; `null` for anything that is not just that. */
export function parseCondition(text: string): Condition | null {
  const [, figure, operator, value] = FORM.exec(text) ?? [];
  if (figure === undefined || operator === undefined) return null;
  return {
    figure: figure as Condition['figure'],
    operator: (operator === '==' ? '=' : operator) as Condition['operator'],
    value: Number(value),
  };
}

export function holds({ figure, operator, value }: Condition, figures: StaffingFigures): boolean {
  return COMPARES[operator](figures[figure], value);
}
