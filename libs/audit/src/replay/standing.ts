import type { AggregateReader, Known } from '#libs/aggregates';
import {
  baseSalaryOn,
  figuresOn,
  inUnit,
  policy,
  rulesOn,
  type PlainDate,
  type PolicyContent,
  type PolicyState,
  type StaffingFigures,
  type StaffingPosition,
} from '#libs/domain';
import type { Position } from '#libs/event-store';

import type { StaffingRecord, StaffingRecords } from './staffing-records.js';
import { unitPath, type KnownUnit } from './units.js';

/** From where one looks at the staffing: on which legal day, and knowing how much. */
export interface Standpoint extends Known {
  readonly asOf: PlainDate;
}

export interface ReplayRequest extends Standpoint {
  readonly unitId: string;
  /** Day whose base salary the allowances are reckoned at; `null` is `asOf`. */
  readonly salaryOn: PlainDate | null;
}

/** Why nothing can be replayed for a unit. */
export type NoReplay = 'unknown-unit' | 'above-communes' | 'no-establishment' | 'no-rules';

/** How a commune, or a hamlet of it, stands: all that every figure and list follows from. */
export interface Standing {
  readonly unit: KnownUnit;
  readonly communeId: string;
  /** Of the unit asked about, over all days. */
  readonly position: StaffingPosition;
  readonly rules: PolicyContent;
  readonly asOf: PlainDate;
  readonly baseSalary: number;
  /** Events of the staffing record that were folded, and the position of the last. */
  readonly events: number;
  readonly last: Position;
}

export interface ReplaySources {
  readonly reader: AggregateReader;
  readonly records: StaffingRecords;
}

/** The standing of a commune or hamlet from the events alone. */
export async function standingOf(
  { reader, records }: ReplaySources,
  request: ReplayRequest,
): Promise<Standing | NoReplay> {
  const path = await unitPath(reader, request.unitId, request);
  const commune = path.find(({ level }) => level === 'commune');
  const [unit] = path;
  if (!unit) return 'unknown-unit';
  if (!commune) return 'above-communes';
  const record = await records.of(commune.unitId, request);
  if (!record) return 'no-establishment';
  const states = await policiesOf(reader, path, request);
  return standing(unit, commune.unitId, { record, policies: states, request });
}

/** The policies issued by each unit of a path, nearest first. */
export async function policiesOf(
  reader: AggregateReader,
  path: readonly KnownUnit[],
  known: Known,
): Promise<PolicyState[]> {
  const folded = await Promise.all(path.map(({ unitId }) => reader.fold(policy, unitId, known)));
  return folded.map(({ state }) => state);
}

interface Grounds {
  readonly record: StaffingRecord;
  /** Of the unit and those above it, nearest first. */
  readonly policies: readonly PolicyState[];
  readonly request: Pick<ReplayRequest, 'asOf' | 'salaryOn'>;
}

export function standing(
  unit: KnownUnit,
  communeId: string,
  { record, policies, request: { asOf, salaryOn } }: Grounds,
): Standing | NoReplay {
  const rules = nearestRulesOn(policies, asOf);
  const baseSalary = rules && salaryOf(rules, salaryOn ?? asOf);
  if (!rules || baseSalary === null) return 'no-rules';
  const { state, events, position: last } = record;
  const position = unit.unitId === communeId ? state : inUnit(state, unit.unitId);
  return { unit, communeId, position, rules, asOf, baseSalary, events, last };
}

export function figuresOf(
  { position, rules, asOf, baseSalary }: Standing,
  unitId?: string,
): StaffingFigures {
  const part = unitId === undefined ? position : inUnit(position, unitId);
  return figuresOn(part, rules, asOf, baseSalary);
}

/** The rules of the nearest unit that has issued any by the day. */
export function nearestRulesOn(
  policies: readonly PolicyState[],
  day: PlainDate,
): PolicyContent | null {
  for (const issued of policies) {
    const rules = rulesOn(issued, day);
    if (rules) return rules.content;
  }
  return null;
}

function salaryOf(rules: PolicyContent, day: PlainDate): number | null {
  return rules.baseSalary.some(({ from }) => from <= day) ? baseSalaryOn(rules, day) : null;
}
