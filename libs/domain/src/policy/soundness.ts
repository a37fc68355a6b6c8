import { mayAnswer } from '../access/can.js';
import type { Fraction, Route } from '../approval/route.js';
import { Refusal, type Sentence } from '../kernel/refusal.js';
import type { PolicyContent } from './content.js';

interface Demand extends Sentence {
  readonly met: (content: PolicyContent) => boolean;
}

/** What other parts rely on without looking again. */
const DEMANDS: readonly Demand[] = [
  {
    vi: 'danh mục phải có chức danh, hệ số là số nguyên phần trăm không âm',
    en: 'the catalogue has titles, with coefficients in whole hundredths',
    met: ({ titles }) =>
      Object.keys(titles).length > 0 &&
      Object.values(titles).every(({ coefficient }) => isCount(coefficient)),
  },
  {
    vi: 'mức kiêm nhiệm từ 0 đến 100 phần trăm',
    en: 'the concurrency share is within 0 and 100 percent',
    met: ({ concurrencyPercent }) =>
      Object.values(concurrencyPercent).every((percent) => isCount(percent) && percent <= 100),
  },
  {
    vi: 'lương cơ sở phải có, xếp theo ngày áp dụng',
    en: 'there is a base salary, oldest first',
    met: ({ baseSalary }) =>
      baseSalary.length > 0 &&
      baseSalary.every(({ amount }) => isCount(amount)) &&
      isAscending(baseSalary.map(({ from }) => from)),
  },
  {
    vi: 'số người tối đa của thôn là số nguyên không âm',
    en: 'the cap of a hamlet is a count',
    met: ({ hamletPartTimeMax }) => isCount(hamletPartTimeMax),
  },
  {
    vi: 'lịch làm việc phải bắt đầu trước khi kết thúc',
    en: 'the calendar begins before it ends',
    met: ({ calendar }) => calendar.from <= calendar.to,
  },
  {
    vi: 'các bước xử lý phải có mã khác nhau và kết thúc bằng ban hành',
    en: 'the steps of the route have different keys and end in the one issuance',
    met: ({ route: { steps } }) =>
      new Set(steps.map(({ key }) => key)).size === steps.length &&
      steps.findIndex(({ kind }) => kind === 'issuance') === steps.length - 1 &&
      steps.length > 0,
  },
  {
    vi: 'mỗi bước phải có cơ quan được phép xử lý và thời hạn là số ngày nguyên',
    en: 'each step has a body that may answer, and whole days to do so',
    met: ({ route }) =>
      route.steps.every((step) => mayAnswer(step.body.role) && isCount(step.dueWorkingDays)),
  },
  {
    vi: 'bước họp phải có tỷ lệ họp và tỷ lệ thông qua, không quá toàn bộ',
    en: 'a meeting has a quorum and a majority, of at most all',
    met: ({ route }) => route.steps.every((step) => step.kind !== 'meeting' || hasBallot(step)),
  },
];

/** Checked when issued, so that no case meets a broken rule half-way. */
export function requireSoundContent(content: PolicyContent): void {
  const unmet = DEMANDS.find(({ met }) => !met(content));
  if (unmet)
    throw new Refusal('invalid', 'policy-sound', {
      vi: `Bộ quy tắc chưa đúng: ${unmet.vi}.`,
      en: `The rules are not sound: ${unmet.en}.`,
    });
}

function hasBallot({ ballot }: Route['steps'][number]): boolean {
  return ballot !== undefined && isShare(ballot.quorum) && isShare(ballot.passOver);
}

function isShare({ numerator, denominator }: Fraction): boolean {
  return isCount(numerator) && isCount(denominator) && denominator > 0 && numerator <= denominator;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isAscending(days: readonly string[]): boolean {
  return days.every((day, index) => index === 0 || (days[index - 1] ?? '') < day);
}
