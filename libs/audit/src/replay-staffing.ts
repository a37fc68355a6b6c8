import type { AggregateReader } from '#libs/aggregates';
import {
  baseSalaryOn,
  establishment,
  figuresOn,
  holdingsOn,
  inUnit,
  person,
  policy,
  rulesOn,
  slotsOn,
  unit,
  unitsOn,
  type Basis,
  type Instant,
  type PlainDate,
  type PolicyContent,
  type StaffingFigures,
  type StaffingPosition,
  type UnitState,
} from '#libs/domain';
import type { Position } from '#libs/event-store';

export interface ReplayRequest {
  /** A commune or a hamlet. */
  readonly unitId: string;
  /** The legal day asked about. */
  readonly asOf: PlainDate;
  /** Only what had been recorded by this moment; `null` is everything. */
  readonly knownAt: Instant | null;
  /** Day whose base salary the allowances are reckoned at; `null` is `asOf`. */
  readonly salaryOn: PlainDate | null;
}

/** Who held what on a day, and the figures that follow; money in đồng a month. */
export interface ReplayedStaffing {
  readonly unitId: string;
  readonly name: string;
  readonly asOf: PlainDate;
  readonly knownAt: Instant | null;
  readonly baseSalary: number;
  readonly figures: StaffingFigures;
  /** Events of the staffing record that were folded, and the position of the last. */
  readonly events: number;
  readonly position: Position;
  readonly units: readonly ReplayedUnit[];
  readonly slots: readonly ReplayedSlot[];
  readonly withoutSlot: readonly ReplayedPerson[];
}

export interface ReplayedUnit extends StaffingFigures {
  readonly unitId: string;
  readonly name: string;
}

/** `name` is `null` once the person's data is erased. */
export interface ReplayedPerson {
  readonly personId: string;
  readonly name: string | null;
}

export interface ReplayedSlot {
  readonly slotId: string;
  readonly unitId: string;
  readonly title: string;
  readonly holder: ReplayedPerson | null;
  readonly basis: Basis | null;
  readonly since: PlainDate | null;
}

/** Why nothing can be replayed for a unit. */
export type NoReplay = 'unknown-unit' | 'no-establishment' | 'no-rules';

/**
 * The staffing of a unit on a day from the events alone: no read model, no cache, no snapshot.
 * The same log and keys give the same answer, to the byte.
 */
export async function replayStaffing(
  reader: AggregateReader,
  request: ReplayRequest,
): Promise<ReplayedStaffing | NoReplay> {
  const { unitId, asOf, knownAt, salaryOn } = request;
  const path = await unitPath(reader, unitId, knownAt);
  const commune = path.find(({ level }) => level === 'commune');
  if (!path[0] || !commune) return 'unknown-unit';
  const { state, history } = await reader.load(establishment, commune.unitId, knownAt);
  const last = history.at(-1);
  if (!last) return 'no-establishment';
  const rules = await rulesOf(reader, path, asOf, knownAt);
  const salaryDay = salaryOn ?? asOf;
  if (!rules?.baseSalary.some(({ from }) => from <= salaryDay)) return 'no-rules';
  const position = path[0].level === 'commune' ? state : inUnit(state, unitId);
  const baseSalary = baseSalaryOn(rules, salaryDay);
  return {
    unitId,
    name: path[0].name,
    asOf,
    knownAt,
    baseSalary,
    events: history.length,
    position: last.position,
    figures: figuresOn(position, rules, asOf, baseSalary),
    units: await unitFigures(reader, { position, rules, asOf, baseSalary }),
    ...(await holders(reader, { position, rules, asOf })),
  };
}

type KnownUnit = NonNullable<UnitState>;

async function unitPath(
  reader: AggregateReader,
  unitId: string,
  knownAt: Instant | null,
): Promise<KnownUnit[]> {
  const path: KnownUnit[] = [];
  for (let next: string | null = unitId; next !== null;) {
    const { state }: { state: UnitState } = await reader.load(unit, next, knownAt);
    if (!state || path.some((above) => above.unitId === state.unitId)) break;
    path.push(state);
    next = state.parentId;
  }
  return path;
}

async function rulesOf(
  reader: AggregateReader,
  path: readonly KnownUnit[],
  asOf: PlainDate,
  knownAt: Instant | null,
): Promise<PolicyContent | null> {
  for (const { unitId } of path) {
    const { state } = await reader.load(policy, unitId, knownAt);
    const rules = rulesOn(state, asOf);
    if (rules) return rules.content;
  }
  return null;
}

interface Replaying {
  readonly position: StaffingPosition;
  readonly rules: PolicyContent;
  readonly asOf: PlainDate;
}

async function unitFigures(
  reader: AggregateReader,
  { position, rules, asOf, baseSalary }: Replaying & { readonly baseSalary: number },
): Promise<ReplayedUnit[]> {
  return Promise.all(
    unitsOn(position, asOf).map(async (unitId) => {
      const { state } = await reader.load(unit, unitId);
      const figures = figuresOn(inUnit(position, unitId), rules, asOf, baseSalary);
      return { unitId, name: state?.name ?? unitId, ...figures };
    }),
  );
}

async function holders(
  reader: AggregateReader,
  { position, rules, asOf }: Replaying,
): Promise<Pick<ReplayedStaffing, 'slots' | 'withoutSlot'>> {
  const holdings = holdingsOn(position, asOf);
  const people = await named(reader, new Set(holdings.map(({ personId }) => personId)));
  const slots = slotsOn(position, asOf).map(({ slotId, unitId, titleId }) => {
    const holding = holdings.find((candidate) => candidate.slotId === slotId);
    return {
      slotId,
      unitId,
      title: rules.titles[titleId]?.name ?? titleId,
      holder: holding ? (people.get(holding.personId) ?? null) : null,
      basis: holding?.basis ?? null,
      since: holding?.from ?? null,
    };
  });
  const withoutSlot = holdings
    .filter(({ slotId }) => slotId === null)
    .flatMap(({ personId }) => people.get(personId) ?? []);
  return { slots, withoutSlot };
}

async function named(
  reader: AggregateReader,
  ids: ReadonlySet<string>,
): Promise<Map<string, ReplayedPerson>> {
  const people = await Promise.all(
    [...ids].map(async (personId) => {
      const { state } = await reader.load(person, personId);
      return [personId, { personId, name: state?.name.text ?? null }] as const;
    }),
  );
  return new Map(people);
}
