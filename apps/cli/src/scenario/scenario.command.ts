import type { ReplayedStaffing } from '#libs/audit';
import {
  compareFigures,
  DEMONSTRATION_PASSWORD,
  statedScenarios,
  vinhThinh,
  type FigureResult,
  type Scenario,
} from '#libs/scenarios';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { answer, day, number, table, tell, tellProgress } from '../output.js';
import type { ServiceAtHand } from '../service-at-hand.js';
import type { ServiceClient } from '../service-client.js';
import { CaseRunner, type Officers } from './case-runner.js';
import { vinhThinhFigures } from './vinh-thinh-figures.js';

/** What `scenario … --json` prints. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly ok: boolean;
  readonly figures: readonly FigureResult[];
  /** Events of the commune's staffing record. */
  readonly events: number;
  readonly cases: number;
  readonly position: number;
  readonly durationMs: number;
}

/** A scenario, and how its stated figures follow from the staffing before and after. */
export interface RunnableScenario {
  readonly scenario: Scenario;
  readonly figuresOf: (
    before: ReplayedStaffing,
    after: ReplayedStaffing,
  ) => Readonly<Record<string, unknown>>;
}

const RUNNABLE: Readonly<Record<string, RunnableScenario>> = {
  'vinh-thinh': { scenario: vinhThinh(), figuresOf: vinhThinhFigures },
};

/** Names of the scenarios there are. */
export const scenarioIds: readonly string[] = Object.keys(RUNNABLE);

/** Throws `CommandFailure` when there is none of that name, before anything is started or made. */
export function runnableScenario(id: string): RunnableScenario {
  const runnable = Object.hasOwn(RUNNABLE, id) ? RUNNABLE[id] : undefined;
  if (runnable) return runnable;
  throw new CommandFailure(
    EXIT.usage,
    `Không có kịch bản “${id}”. Các kịch bản: ${scenarioIds.join(', ')}.`,
  );
}

/** Runs a programme through the service and prints its stated figures beside the replayed ones. */
export async function runScenario(
  runnable: RunnableScenario,
  service: ServiceAtHand,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const result = await perform(runnable, service);
  answer(json ? JSON.stringify(result) : inWords(result));
  return result.ok ? EXIT.ok : EXIT.figures;
}

async function perform(
  { scenario, figuresOf }: RunnableScenario,
  service: ServiceAtHand,
): Promise<ScenarioResult> {
  const startedAt = Date.now();
  const stated = statedScenarios.find(({ id }) => id === scenario.id);
  if (!stated) throw new CommandFailure(EXIT.error, `Thiếu số báo cáo của ${scenario.id}.`);
  tell(`${stated.title}: nạp dữ liệu ban đầu…`);
  await service.operator.command('PUT', `/operator/worlds/${scenario.world.id}`, {});
  await runCases(scenario, service);
  const { communeId, beforeOn } = scenario;
  const before = await replay(service, communeId, beforeOn, stated.asOf);
  const after = await replay(service, communeId, stated.asOf, stated.asOf);
  const figures = compareFigures(stated, figuresOf(before, after));
  return {
    scenario: scenario.id,
    ok: figures.every(({ holds }) => holds),
    figures,
    events: after.events,
    cases: scenario.proposals.length,
    position: after.position,
    durationMs: Date.now() - startedAt,
  };
}

async function runCases(
  { proposals, communeId, officers: names }: Scenario,
  service: ServiceAtHand,
): Promise<void> {
  const officers: Officers = {
    communeOfficer: await signedIn(service, names.communeOfficer),
    organisationCommission: await signedIn(service, names.organisationCommission),
    standingCommittee: await signedIn(service, names.standingCommittee),
  };
  for (const [index, proposal] of proposals.entries()) {
    await new CaseRunner(officers, communeId, proposal).run();
    const done = index + 1;
    tellProgress(`Hồ sơ ${done}/${proposals.length}`, done === proposals.length);
  }
}

async function signedIn(service: ServiceAtHand, username: string): Promise<ServiceClient> {
  const person = service.person();
  await person.signIn(username, DEMONSTRATION_PASSWORD);
  return person;
}

function replay(
  service: ServiceAtHand,
  unitId: string,
  asOf: string,
  salaryOn: string,
): Promise<ReplayedStaffing> {
  const query = new URLSearchParams({ unitId, asOf, salaryOn });
  return service.operator.get<ReplayedStaffing>(`/operator/replay?${query.toString()}`);
}

function inWords({ figures, ok, cases, events }: ScenarioResult): string {
  const rows = figures.map(({ key, label, op, stated, replayed, difference, holds }) => [
    key,
    label,
    show(stated),
    show(replayed),
    difference ? show(difference) : '',
    holds ? `đúng${difference ? allowed(op) : ''}` : 'LỆCH',
  ]);
  return [
    table([['', 'Chỉ tiêu', 'Số báo cáo', 'Số tính lại', 'Chênh lệch', ''], ...rows]),
    '',
    `${cases} hồ sơ, ${number(events)} sự kiện nhân sự. ` +
      (ok ? 'Số tính lại khớp số báo cáo.' : 'CÓ SỐ TÍNH LẠI KHÔNG KHỚP SỐ BÁO CÁO.'),
  ].join('\n');
}

/** Why a figure that differs is right all the same: how the report words it. */
const ALLOWED: Readonly<Record<string, string>> = {
  roundMillion: 'báo cáo làm tròn đến triệu đồng',
  percent2: 'báo cáo làm tròn hai chữ số',
  atMost: 'báo cáo ghi nhiều nhất',
  below: 'báo cáo ghi gần bằng, chưa đến',
  gt: 'báo cáo ghi hơn',
  lt: 'báo cáo ghi dưới',
};

function allowed(op: string): string {
  const why = ALLOWED[op];
  return why === undefined ? '' : ` (${why})`;
}

function show(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : value;
  return value === null ? '' : JSON.stringify(value);
}
