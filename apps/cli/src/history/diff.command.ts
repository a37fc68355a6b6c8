import type { CommuneDiff, SlotSide, StaffingDiff, Standpoint } from '#libs/audit';
import { localTime, localDay, type PlainDate, type StaffingFigures } from '#libs/domain';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { answer, day, number, table } from '../output.js';
import { countFrom, dayFrom, isCount, knownFrom, type KnownArguments } from './arguments.js';
import type { Auditing } from './auditing.js';
import { askAuditor } from './auditor-at-hand.js';
import { figureWords, textWords, unitWords } from './words.js';

export interface DiffArguments extends KnownArguments {
  readonly unit: string;
  readonly asOf?: string;
  readonly salaryOn?: string;
  readonly json: boolean;
}

/** Prints what is different in a unit between two legal days, or two places in the log. */
export async function runDiff(
  [first, second]: readonly [string, string],
  { unit, asOf, salaryOn, json, ...known }: DiffArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const salaryDay = salaryOn === undefined ? null : dayFrom('--salary-on', salaryOn);
  const until = knownFrom(known);
  if (isCount(first) !== isCount(second))
    throw usage('Hai mốc phải cùng là ngày hiệu lực (yyyy-MM-dd), hoặc cùng là vị trí trong sổ.');
  const { said: diff, code } = await askAuditor(env, async (auditor) => {
    const [before, after] = isCount(first)
      ? await atPositions([first, second], asOf, { auditor, knownAt: until.knownAt })
      : onDays([first, second], asOf, until);
    return auditor.diff({ unitId: unit, before, after, salaryOn: salaryDay });
  });
  answer(json ? JSON.stringify(diff) : inWords(diff));
  return code;
}

type Sides = readonly [before: Standpoint, after: Standpoint];

function onDays(
  [first, second]: readonly [string, string],
  asOf: string | undefined,
  known: Omit<Standpoint, 'asOf'>,
): Sides {
  if (asOf !== undefined) throw usage('--as-of chỉ dùng khi hai mốc là vị trí trong sổ.');
  return [
    { asOf: dayFrom('Mốc đầu', first), ...known },
    { asOf: dayFrom('Mốc sau', second), ...known },
  ];
}

/** Both sides on one legal day, so that the difference is what was recorded in between. */
async function atPositions(
  marks: readonly [string, string],
  asOf: string | undefined,
  { auditor, knownAt }: { readonly auditor: Auditing } & Pick<Standpoint, 'knownAt'>,
): Promise<Sides> {
  const [first, second] = marks.map((mark) => countFrom('Vị trí', mark, 0)) as [number, number];
  const legalDay =
    asOf === undefined
      ? await dayRecorded(auditor, Math.max(first, second))
      : dayFrom('--as-of', asOf);
  return [
    { asOf: legalDay, knownAt, atPosition: first },
    { asOf: legalDay, knownAt, atPosition: second },
  ];
}

async function dayRecorded(auditor: Auditing, position: number): Promise<PlainDate> {
  const everything = { since: null, until: null, asOf: null, actor: null, type: null };
  const { events } = await auditor.log({
    ...{ ...everything, proposal: null, unit: null },
    ...{ after: Math.max(0, position - 1), atPosition: position, limit: 1 },
  });
  const [event] = events;
  if (event) return localDay(event.recordedAt);
  throw new CommandFailure(
    EXIT.noData,
    `Sổ không có sự kiện ở vị trí ${position}; hãy nêu ngày hiệu lực bằng --as-of.`,
  );
}

function inWords(diff: StaffingDiff): string {
  const { before, after, figures, communes } = diff;
  const isWhole = communes.length === 1 && communes[0]?.unitId === diff.unitId;
  return [
    `${unitWords(diff)}: từ ${standpointWords(before)} đến ${standpointWords(after)}`,
    '',
    figuresTable(figures.before, figures.after),
    ...(communes.length === 0 ? ['', 'Không có thay đổi.'] : []),
    ...communes.flatMap((commune) => ['', ...communeWords(commune, !isWhole)]),
  ].join('\n');
}

function standpointWords({ asOf, knownAt, atPosition }: Standpoint): string {
  return [
    day(asOf),
    ...(knownAt === null ? [] : [`biết đến ${localTime(knownAt)}`]),
    ...(atPosition === null ? [] : [`vị trí ${number(atPosition)}`]),
  ].join(', ');
}

function figuresTable(before: StaffingFigures, after: StaffingFigures): string {
  const row = (key: keyof StaffingFigures) => [
    figureWords[key],
    ...[before[key], after[key]].map(number),
    signed(after[key] - before[key]),
  ];
  return table([
    ['', 'Trước', 'Sau', 'Thay đổi'],
    row('partTimeOfficers'),
    row('slots'),
    row('vacancies'),
    row('concurrentHoldings'),
    row('allowance'),
  ]);
}

function communeWords(commune: CommuneDiff, isPart: boolean) {
  const { figures, units, slots, people, names } = commune;
  return [
    ...(isPart ? [`${unitWords(commune)}:`, figuresTable(figures.before, figures.after), ''] : []),
    ...units.map(
      ({ unitId, unitName, before, after }) =>
        `${unitWords({ unitId, name: unitName })}: ` +
        `${number(before.partTimeOfficers)} → ${number(after.partTimeOfficers)} người, ` +
        `phụ cấp ${number(before.allowance)} → ${number(after.allowance)} đồng`,
    ),
    '',
    table([
      ['Mã', 'Đơn vị', 'Chức danh', 'Trước', 'Sau'],
      ...slots.map(({ unitId, unitName, before, after }) => [
        unitId,
        unitName,
        (after ?? before)?.title ?? '',
        sideWords(before, names),
        sideWords(after, names),
      ]),
    ]),
    '',
    ...people.map(
      ({ name: person, gained, lost }) =>
        `${textWords(person)}: ${countWords('thêm', gained)}, ${countWords('thôi', lost)}`,
    ),
  ];
}

function sideWords(side: SlotSide | null, names: CommuneDiff['names']): string {
  if (!side) return 'chưa có suất';
  if (!side.holder) return 'Khuyết';
  const name = textWords(names[side.holder.personId] ?? null);
  return side.holder.basis === 'concurrent' ? `${name} (kiêm nhiệm)` : name;
}

function countWords(word: string, slots: readonly (string | null)[]): string {
  return `${word} ${slots.length} chức danh`;
}

function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : number(value).replace('-', '−');
}

function usage(sentence: string): CommandFailure {
  return new CommandFailure(EXIT.usage, sentence);
}
