import {
  figuresOn,
  plainDate,
  type PlainDate,
  type PolicyContent,
  type StaffingFigures,
  type StaffingPosition,
} from '#libs/domain';

export interface KnownFigures extends Omit<StaffingFigures, 'allowance'> {
  /** Đồng a month; `null` on days for which no rules or no base salary are known. */
  readonly allowance: number | null;
}

/** Without rules heads and slots can still be counted. */
const noRules: PolicyContent = {
  titles: {},
  concurrencyPercent: { commune: 0, hamlet: 0 },
  baseSalary: [],
  hamletPartTimeMax: 0,
  route: { id: '', steps: [] },
  calendar: { from: plainDate('1900-01-01'), to: plainDate('1900-01-01'), holidays: [] },
};

export function knownFiguresOn(
  position: StaffingPosition,
  rules: PolicyContent | undefined,
  day: PlainDate,
): KnownFigures {
  if (rules?.baseSalary.some(({ from }) => from <= day)) return figuresOn(position, rules, day);
  return { ...figuresOn(position, noRules, day, 0), allowance: null };
}
