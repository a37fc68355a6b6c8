import type { ReplayedStaffing } from '#libs/audit';
import { isPlainDate, type Instant } from '#libs/domain';

import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { answer, day, number, table } from './output.js';
import { replayAtHand } from './replay-at-hand.js';

export interface ReplayArguments {
  readonly unit: string;
  readonly asOf: string;
  readonly knownAt?: string;
  readonly json: boolean;
}

/** Prints who held what on a day, from the events alone. */
export async function runReplay(
  { unit, asOf, knownAt, json }: ReplayArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  if (!isPlainDate(asOf))
    throw new CommandFailure(EXIT.usage, `--as-of ${asOf}: phải là ngày có thật, dạng yyyy-MM-dd.`);
  if (knownAt !== undefined && !isMoment(knownAt))
    throw new CommandFailure(
      EXIT.usage,
      `--known-at ${knownAt}: phải là thời điểm ISO 8601 theo UTC, ví dụ 2026-01-31T00:00:00Z.`,
    );
  const moment = knownAt === undefined ? null : (new Date(knownAt).toISOString() as Instant);
  const request = { unitId: unit, asOf, knownAt: moment, salaryOn: null };
  const replayed = await replayAtHand(request, env);
  answer(json ? JSON.stringify(replayed) : inWords(replayed));
  return EXIT.ok;
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function inWords(replayed: ReplayedStaffing): string {
  const { name, asOf, knownAt, figures, baseSalary, events, position } = replayed;
  return [
    `${name}, ngày hiệu lực ${day(asOf)}${knownAt ? `, biết đến ${knownAt}` : ''}`,
    `Người hoạt động không chuyên trách: ${number(figures.partTimeOfficers)}`,
    `Suất chức danh: ${number(figures.slots)}, khuyết ${number(figures.vacancies)}, ` +
      `kiêm nhiệm ${number(figures.concurrentHoldings)}`,
    `Phụ cấp mỗi tháng: ${number(figures.allowance)} đồng (lương cơ sở ${number(baseSalary)} đồng)`,
    '',
    unitTable(replayed),
    '',
    holderTable(replayed),
    '',
    `Tính từ ${number(events)} sự kiện, đến vị trí ${number(position)} của sổ.`,
  ].join('\n');
}

function unitTable({ units }: ReplayedStaffing): string {
  return table([
    ['Đơn vị', 'Số người', 'Suất', 'Khuyết', 'Kiêm nhiệm', 'Phụ cấp (đồng)'],
    ...units.map((unit) => [
      unit.name,
      number(unit.partTimeOfficers),
      number(unit.slots),
      number(unit.vacancies),
      number(unit.concurrentHoldings),
      number(unit.allowance),
    ]),
  ]);
}

function holderTable({ slots, withoutSlot, units }: ReplayedStaffing): string {
  const unitName = new Map(units.map(({ unitId, name }) => [unitId, name]));
  return table([
    ['Đơn vị', 'Chức danh', 'Người giữ', '', 'Từ ngày'],
    ...slots.map(({ unitId, title, holder, basis, since }) => [
      unitName.get(unitId) ?? unitId,
      title,
      holder ? (holder.name ?? 'đã xóa dữ liệu cá nhân') : 'Khuyết',
      basis === 'concurrent' ? 'kiêm nhiệm' : '',
      since ? day(since) : '',
    ]),
    ...withoutSlot.map(({ name }) => [
      '',
      'Dôi dư, không có suất',
      name ?? 'đã xóa dữ liệu cá nhân',
      '',
      '',
    ]),
  ]);
}
