import { plainDate, type PolicyContent, type Route } from '#libs/domain';

import holidays from './holidays.json' with { type: 'json' };

/** Nobody with authority has confirmed these figures: they serve to show the system at work. */
export const SAMPLE_BASIS = 'mẫu, chưa thẩm định';

/** Commune → organisation commission → standing committee of the district. */
const districtRoute: Route = {
  id: 'district-standing-committee',
  steps: [
    {
      key: 'reception',
      kind: 'reception',
      body: { role: 'organisation-commission', level: 'district' },
      dueWorkingDays: 1,
    },
    {
      key: 'appraisal',
      kind: 'appraisal',
      body: { role: 'organisation-commission', level: 'district' },
      dueWorkingDays: 10,
    },
    {
      key: 'conclusion',
      kind: 'meeting',
      body: { role: 'standing-committee', level: 'district' },
      dueWorkingDays: 15,
      ballot: {
        quorum: { numerator: 2, denominator: 3 },
        passOver: { numerator: 1, denominator: 2 },
      },
    },
    {
      key: 'issuance',
      kind: 'issuance',
      body: { role: 'standing-committee', level: 'district' },
      dueWorkingDays: 5,
    },
  ],
};

/** Monthly base salary (lương cơ sở), đồng. */
const baseSalary = [
  { from: plainDate('2016-05-01'), amount: 1_210_000 },
  { from: plainDate('2017-07-01'), amount: 1_300_000 },
  { from: plainDate('2018-07-01'), amount: 1_390_000 },
  { from: plainDate('2019-07-01'), amount: 1_490_000 },
  { from: plainDate('2023-07-01'), amount: 1_800_000 },
  { from: plainDate('2024-07-01'), amount: 2_340_000 },
];

type Particular = Pick<PolicyContent, 'titles' | 'concurrencyPercent'>;

/** The rules of a district with its own title catalogue and concurrency pay. */
export function sampleRules(particular: Particular): PolicyContent {
  return {
    ...particular,
    baseSalary,
    hamletPartTimeMax: 5,
    route: districtRoute,
    calendar: {
      from: plainDate('2017-01-01'),
      to: plainDate('2027-12-31'),
      holidays: holidays.map(plainDate),
    },
  };
}
