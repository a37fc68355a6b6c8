import { figureNames, parseCondition, type Bisected, type FoundEvent } from '#libs/audit';
import { localTime, type PlainDate, type StaffingFigures } from '#libs/domain';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { answer, day, number, tell } from '../output.js';
import { dayFrom, knownFrom, type KnownArguments } from './arguments.js';
import { askAuditor } from './auditor-at-hand.js';
import { eventWord, figureWords } from './words.js';

export interface BisectArguments extends KnownArguments {
  readonly unit: string;
  readonly when: string;
  readonly by: string;
  readonly asOf?: string;
  readonly json: boolean;
}

/** Prints the first event, or the first legal day, after which a figure is as asked. */
export async function runBisect(
  { unit, when, by, asOf, json, ...known }: BisectArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const request = {
    unitId: unit,
    when: conditionFrom(when),
    by: byFrom(by),
    asOf: asOf === undefined ? null : dayFrom('--as-of', asOf),
    ...knownFrom(known),
  };
  const { said: bisected, code } = await askAuditor(env, (auditor) => auditor.bisect(request));
  if (json) answer(JSON.stringify(bisected));
  if (bisected.found) {
    if (!json) answer(inWords(bisected, bisected.found, when));
    return code;
  }
  tell(
    `${bisected.name}: trong ${number(bisected.events)} sự kiện${untilWords(request)}, chưa khi nào ${when}.`,
  );
  return code === EXIT.ok ? EXIT.noData : code;
}

/** Which figures a condition may be about. */
export function figuresInHelp(): string {
  return figureNames.map((name) => `${name} (${figureWords[name]})`).join(', ');
}

/** What an answer leaves out is part of it. */
function untilWords({ by, asOf }: { by: 'event' | 'day'; asOf: PlainDate | null }): string {
  if (asOf === null) return '';
  return by === 'day' ? `, đến ngày ${day(asOf)}` : `, số liệu ngày hiệu lực ${day(asOf)}`;
}

function conditionFrom(when: string) {
  const condition = parseCondition(when);
  if (condition) return condition;
  throw new CommandFailure(
    EXIT.usage,
    `--when "${when}": phải là <số liệu> <so sánh> <số nguyên>, ví dụ "partTimeOfficers <= 100". ` +
      `Số liệu: ${figuresInHelp()}. So sánh: <, <=, =, !=, >=, >.`,
  );
}

function byFrom(by: string): 'event' | 'day' {
  if (by === 'event' || by === 'day') return by;
  throw new CommandFailure(EXIT.usage, `--by ${by}: phải là event hoặc day.`);
}

type Found = NonNullable<Bisected['found']>;

function inWords(bisected: Bisected, found: Found, when: string): string {
  const { name, by, events, latest } = bisected;
  const isFromStart = found.before === null ? ', ngay từ khi có số liệu' : '';
  return [
    `${name}: ${when} lần đầu ${momentWords(by, found)}${isFromStart}:`,
    ...foundWords(found),
    ...(latest === null
      ? []
      : [
          `Sau đó có lúc không còn ${when}. Đạt lại, lần cuối, ${momentWords(by, latest)}:`,
          ...foundWords(latest),
        ]),
    `Đã xét ${number(events)} sự kiện.`,
  ].join('\n');
}

function momentWords(by: Bisected['by'], { asOf }: Found): string {
  return by === 'event'
    ? `sau sự kiện này (số liệu ngày hiệu lực ${day(asOf)})`
    : `vào ngày hiệu lực ${day(asOf)}, khi có hiệu lực`;
}

function foundWords({ figures, before, events }: Found): string[] {
  return [
    ...(events.length > 0 ? events.map(eventWords) : [`  ${BY_RULES}`]),
    ...(before ? [`Trước: ${inFigures(before)}`] : []),
    `Sau: ${inFigures(figures)}`,
  ];
}

/** Only a day has none: of what is recorded an event always makes the difference. */
const BY_RULES = 'Không sự kiện nào: số liệu đổi theo quy tắc, như mức lương cơ sở của ngày này.';

function eventWords({ type, id, position, recordedAt, ...rest }: FoundEvent) {
  const { proposalId, decisionId, decisionNumber } = rest;
  const owner = proposalId
    ? `quyết định ${decisionNumber ?? decisionId ?? ''}, hồ sơ ${proposalId}`
    : 'không thuộc hồ sơ nào';
  const when = `vị trí ${number(position)}, ghi nhận ${localTime(recordedAt)}`;
  return `  ${eventWord(type)}, ${when}, ${owner} (${id})`;
}

function inFigures(figures: StaffingFigures): string {
  return figureNames.map((name) => `${figureWords[name]} ${number(figures[name])}`).join(', ');
}
