import type { ReplayedArea, ReplayedStaffing } from '#libs/audit';
import { localTime, type StaffingFigures } from '#libs/domain';

import type { ExitCode } from '../exit.js';
import { answer, day, number, table } from '../output.js';
import { dayFrom, knownFrom, type KnownArguments } from './arguments.js';
import { askAuditor } from './auditor-at-hand.js';
import { textWords, unitWords } from './words.js';

export interface ReplayArguments extends KnownArguments {
  readonly unit: string;
  readonly asOf: string;
  readonly json: boolean;
}

/** Prints who held what on a day, from the events alone; of a district or province the sums. */
export async function runReplay(
  { unit, asOf, json, ...known }: ReplayArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const standpoint = { asOf: dayFrom('--as-of', asOf), ...knownFrom(known) };
  const request = { unitId: unit, ...standpoint, salaryOn: null };
  const { said: replayed, code } = await askAuditor(env, (auditor) => auditor.replay(request));
  answer(json ? JSON.stringify(replayed) : inWords(replayed));
  return code;
}

function inWords(replayed: ReplayedStaffing | ReplayedArea): string {
  const { figures, events, position } = replayed;
  const salary =
    'baseSalary' in replayed ? ` (lương cơ sở ${number(replayed.baseSalary)} đồng)` : '';
  return [
    headline(replayed),
    `Người hoạt động không chuyên trách: ${number(figures.partTimeOfficers)}`,
    `Suất chức danh: ${number(figures.slots)}, khuyết ${number(figures.vacancies)}, ` +
      `kiêm nhiệm ${number(figures.concurrentHoldings)}`,
    `Phụ cấp mỗi tháng: ${number(figures.allowance)} đồng${salary}`,
    '',
    ...('communes' in replayed ? areaTables(replayed) : communeTables(replayed)),
    '',
    `Tính từ ${number(events)} sự kiện, đến vị trí ${number(position)} của sổ.`,
  ].join('\n');
}

function headline(replayed: ReplayedStaffing | ReplayedArea): string {
  const { asOf, knownAt, atPosition } = replayed;
  return [
    `${unitWords(replayed)}, ngày hiệu lực ${day(asOf)}`,
    ...(knownAt === null ? [] : [`biết đến ${localTime(knownAt)}`]),
    ...(atPosition === null ? [] : [`đến vị trí ${number(atPosition)}`]),
  ].join(', ');
}

function areaTables({ communes, without }: ReplayedArea): string[] {
  return [
    figuresTable(communes.map(({ unitId, name, figures }) => ({ unitId, name, ...figures }))),
    ...without.map((commune) => `${unitWords(commune)}: chưa có số liệu.`),
  ];
}

function communeTables(replayed: ReplayedStaffing): string[] {
  return [figuresTable(replayed.units), '', holderTable(replayed)];
}

type UnitRow = StaffingFigures & { readonly unitId: string; readonly name: string };

function figuresTable(rows: readonly UnitRow[]): string {
  return table([
    ['Mã', 'Đơn vị', 'Số người', 'Suất', 'Khuyết', 'Kiêm nhiệm', 'Phụ cấp (đồng)'],
    ...rows.map((row) => [
      row.unitId,
      row.name,
      number(row.partTimeOfficers),
      number(row.slots),
      number(row.vacancies),
      number(row.concurrentHoldings),
      number(row.allowance),
    ]),
  ]);
}

function holderTable({ slots, withoutSlot, units }: ReplayedStaffing): string {
  const unitName = new Map(units.map(({ unitId, name }) => [unitId, name]));
  return table([
    ['Mã', 'Đơn vị', 'Chức danh', 'Người giữ', '', 'Từ ngày'],
    ...slots.map(({ unitId, title, holder, basis, since }) => [
      unitId,
      unitName.get(unitId) ?? '',
      title,
      holder ? textWords(holder.name) : 'Khuyết',
      basis === 'concurrent' ? 'kiêm nhiệm' : '',
      since ? day(since) : '',
    ]),
    ...withoutSlot.map(({ name }) => ['', '', 'Dôi dư, không có suất', textWords(name), '', '']),
  ]);
}
