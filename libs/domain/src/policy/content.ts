import type { Route } from '../approval/route.js';
import type { PlainDate } from '../kernel/plain-date.js';

/** The dated rules of a district or province. Data, never code: another place has other ones. */
export interface PolicyContent {
  /** Title catalogue (danh mục chức danh) by title id. */
  readonly titles: Readonly<Record<string, TitleRule>>;
  /** Share of a title's allowance paid when it is held concurrently, in whole percent. */
  readonly concurrencyPercent: Readonly<Record<TitleLevel, number>>;
  /** Monthly base salary (lương cơ sở) in đồng, oldest first. */
  readonly baseSalary: readonly { readonly from: PlainDate; readonly amount: number }[];
  /** Most part-time officers (người hoạt động không chuyên trách) a hamlet may have. */
  readonly hamletPartTimeMax: number;
  readonly route: Route;
  readonly calendar: WorkingCalendar;
}

export type TitleLevel = 'commune' | 'hamlet';

export interface TitleRule {
  readonly name: string;
  readonly level: TitleLevel;
  /** Allowance coefficient in hundredths: 110 is 1.10. */
  readonly coefficient: number;
}

/** Days off besides Saturdays and Sundays, known for the years `from` to `to` and no others. */
export interface WorkingCalendar {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly holidays: readonly PlainDate[];
}

/** The rules in force on a day, with the reference that events carry. */
export interface RulesInForce {
  readonly policyId: string;
  readonly version: number;
  readonly content: PolicyContent;
}
