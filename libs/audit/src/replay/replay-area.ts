import type { AggregateReader } from '#libs/aggregates';
import {
  policy,
  unitsOn,
  type Instant,
  type PlainDate,
  type PolicyState,
  type StaffingFigures,
  type UnitLevel,
} from '#libs/domain';
import type { Position } from '#libs/event-store';

import type { ReplayedUnit } from './replay-staffing.js';
import {
  figuresOf,
  standing,
  type NoReplay,
  type ReplayRequest,
  type ReplaySources,
  type Standing,
} from './standing.js';
import { knownUnits, unitPath, type KnownUnit, type UnitDirectory } from './units.js';

export interface AreaSources extends ReplaySources {
  readonly units: UnitDirectory;
}

/** The figures of a district or province: those of all communes below it, summed. */
export interface ReplayedArea {
  readonly unitId: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly asOf: PlainDate;
  readonly knownAt: Instant | null;
  readonly atPosition: Position | null;
  readonly figures: StaffingFigures;
  readonly events: number;
  /** Of the last event that was folded. */
  readonly position: Position;
  readonly communes: readonly ReplayedCommune[];
  /** Communes that add nothing to the figures, and why. */
  readonly without: readonly CommuneWithout[];
}

export interface ReplayedCommune {
  readonly unitId: string;
  readonly name: string;
  readonly baseSalary: number;
  readonly figures: StaffingFigures;
  readonly events: number;
  readonly position: Position;
  readonly units: readonly ReplayedUnit[];
}

interface CommuneWithout {
  readonly unitId: string;
  readonly name: string;
  readonly why: NoReplay;
}

/** A commune of an area with its standing, or why it has none. */
export interface CommuneStanding {
  readonly commune: KnownUnit;
  readonly standing: Standing | NoReplay;
}

/** `unknown-unit`, or the figures of all communes below; each record is folded once, one by one. */
export async function replayArea(
  sources: AreaSources,
  request: ReplayRequest,
): Promise<ReplayedArea | NoReplay> {
  const units = await knownUnits(sources.units, request.unitId, request);
  const area = units.find(({ unitId }) => unitId === request.unitId);
  if (!area) return 'unknown-unit';
  const nameOf = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const communes: ReplayedCommune[] = [];
  const without: CommuneWithout[] = [];
  for await (const { commune, standing: found } of communeStandings(sources, units, request)) {
    const { unitId, name } = commune;
    if (typeof found === 'string') without.push({ unitId, name, why: found });
    else communes.push(communeIn(found, nameOf));
  }
  const { unitId, asOf, knownAt, atPosition } = request;
  return {
    ...{ unitId, name: area.name, level: area.level, asOf, knownAt, atPosition },
    figures: sumOf(communes.map(({ figures }) => figures)),
    events: communes.reduce((sum, { events }) => sum + events, 0),
    position: communes.reduce((last, { position }) => Math.max(last, position), 0),
    communes,
    without,
  };
}

/** The communes among the units, in their order. */
export async function* communeStandings(
  { reader, records }: ReplaySources,
  units: readonly KnownUnit[],
  request: ReplayRequest,
): AsyncGenerator<CommuneStanding> {
  const policies = new Map<string, Promise<PolicyState>>();
  const policyOf = (unitId: string): Promise<PolicyState> => {
    const known = policies.get(unitId) ?? issuedBy(reader, unitId, request);
    policies.set(unitId, known);
    return known;
  };
  const above = await unitPath(reader, request.unitId, request);
  const byId = new Map([...above, ...units].map((one) => [one.unitId, one]));
  for (const commune of units.filter(({ level }) => level === 'commune')) {
    const record = await records.of(commune.unitId, request);
    if (!record) {
      yield { commune, standing: 'no-establishment' };
      continue;
    }
    const issued = await Promise.all(pathOf(commune, byId).map(policyOf));
    const grounds = { record, policies: issued, request };
    yield { commune, standing: standing(commune, commune.unitId, grounds) };
  }
}

export function sumOf(figures: readonly StaffingFigures[]): StaffingFigures {
  const sum = (key: keyof StaffingFigures) => figures.reduce((total, one) => total + one[key], 0);
  return {
    slots: sum('slots'),
    vacancies: sum('vacancies'),
    partTimeOfficers: sum('partTimeOfficers'),
    concurrentHoldings: sum('concurrentHoldings'),
    allowance: sum('allowance'),
  };
}

function communeIn(found: Standing, nameOf: ReadonlyMap<string, string>): ReplayedCommune {
  const { unit, baseSalary, events, last } = found;
  return {
    ...{ unitId: unit.unitId, name: unit.name, baseSalary, figures: figuresOf(found) },
    ...{ events, position: last },
    units: unitsOn(found.position, found.asOf).map((unitId) => ({
      unitId,
      name: nameOf.get(unitId) ?? unitId,
      ...figuresOf(found, unitId),
    })),
  };
}

async function issuedBy(
  reader: AggregateReader,
  unitId: string,
  request: ReplayRequest,
): Promise<PolicyState> {
  return (await reader.fold(policy, unitId, request)).state;
}

function pathOf(commune: KnownUnit, byId: ReadonlyMap<string, KnownUnit>): string[] {
  const path = [commune.unitId];
  for (let above = commune.parentId; above !== null && !path.includes(above);) {
    path.push(above);
    above = byId.get(above)?.parentId ?? null;
  }
  return path;
}
