import {
  plainDate,
  type PolicyContent,
  type Route,
  type RulesInForce,
  type TitleRule,
} from '#libs/domain';

const fraction = (numerator: number, denominator: number) => ({ numerator, denominator });

/** The commission takes in and appraises, the standing committee meets and issues. */
export const sampleRoute: Route = {
  id: 'tuyen-mau',
  steps: [
    step('tiep-nhan', 'reception', 'organisation-commission', 1),
    step('tham-dinh', 'appraisal', 'organisation-commission', 5),
    {
      ...step('hop', 'meeting', 'standing-committee', 10),
      ballot: { quorum: fraction(2, 3), passOver: fraction(1, 2) },
    },
    step('ban-hanh', 'issuance', 'standing-committee', 3),
  ],
};

/** Mẫu, chưa thẩm định: Tết and the other days off of two years. */
export const sampleCalendar: PolicyContent['calendar'] = {
  from: plainDate('2020-01-01'),
  to: plainDate('2021-12-31'),
  holidays: [
    ...['2020-01-01', '2020-01-23', '2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29'],
    ...['2020-04-02', '2020-04-30', '2020-05-01', '2020-09-02', '2021-01-01', '2021-02-10'],
    ...['2021-02-11', '2021-02-12', '2021-02-15', '2021-02-16', '2021-04-21', '2021-04-30'],
    ...['2021-05-03', '2021-09-02', '2021-09-03'],
  ].map(plainDate),
};

/** Mẫu, chưa thẩm định: figures invented for tests, of no real place. */
export const samplePolicy: PolicyContent = {
  titles: {
    'pho-ban-xa': title('Phó ban cấp xã', 'commune', 100),
    'bi-thu-chi-bo': title('Bí thư chi bộ', 'hamlet', 110),
    'truong-thon': title('Trưởng thôn', 'hamlet', 90),
    'cong-an-vien': title('Công an viên', 'hamlet', 80),
    'thon-doi-truong': title('Thôn đội trưởng', 'hamlet', 50),
    'truong-ban-mat-tran': title('Trưởng ban công tác Mặt trận', 'hamlet', 50),
    'bi-thu-chi-doan': title('Bí thư chi đoàn', 'hamlet', 40),
    'chi-hoi-phu-nu': title('Chi hội trưởng Phụ nữ', 'hamlet', 30),
  },
  concurrencyPercent: { commune: 20, hamlet: 50 },
  baseSalary: [
    { from: plainDate('2018-07-01'), amount: 1_390_000 },
    { from: plainDate('2019-07-01'), amount: 1_490_000 },
  ],
  hamletPartTimeMax: 5,
  route: sampleRoute,
  calendar: sampleCalendar,
};

export const sampleRules: RulesInForce = {
  policyId: 'bo-quy-tac-mau',
  version: 1,
  content: samplePolicy,
};

function step(
  key: string,
  kind: Route['steps'][number]['kind'],
  role: 'organisation-commission' | 'standing-committee',
  dueWorkingDays: number,
): Route['steps'][number] {
  return { key, kind, body: { role, level: 'district' }, dueWorkingDays };
}

function title(name: string, level: TitleRule['level'], coefficient: number): TitleRule {
  return { name, level, coefficient };
}
