import type { AggregateReader, Known } from '#libs/aggregates';
import type { OpenedText, StaffingFigures, UnitLevel } from '#libs/domain';

import { peopleOf, type ReplayedPerson } from '../replay/people.js';
import { sumOf, type AreaSources } from '../replay/replay-area.js';
import { standingOf, type NoReplay, type Standpoint } from '../replay/standing.js';
import { unitPath, type KnownUnit } from '../replay/units.js';
import { areaPairs, pairOf, type DiffRequest, type Pair } from './area-pairs.js';
import {
  changesBetween,
  isUnchanged,
  type BeforeAfter,
  type Changes,
  type PersonChange,
  type SlotChange,
  type UnitChange,
} from './changes.js';

/** What is different in a unit between two standpoints; money in đồng a month. */
export interface StaffingDiff {
  readonly unitId: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly before: Standpoint;
  readonly after: Standpoint;
  readonly figures: BeforeAfter<StaffingFigures>;
  /** The communes in which anything changed; of a hamlet, the hamlet itself. */
  readonly communes: readonly CommuneDiff[];
}

export interface CommuneDiff {
  readonly unitId: string;
  readonly name: string;
  /** `null` where nothing was on record. */
  readonly baseSalary: BeforeAfter<number | null>;
  readonly figures: BeforeAfter<StaffingFigures>;
  readonly units: readonly Named<UnitChange>[];
  readonly slots: readonly Named<SlotChange>[];
  readonly people: readonly (PersonChange & ReplayedPerson)[];
  /** Everybody the slots speak of, by id. */
  readonly names: Readonly<Record<string, OpenedText>>;
}

type Named<Change> = Change & { readonly unitName: string };

/** Where nothing was on record on one side, all of the other is a change. */
export async function diffStaffing(
  sources: AreaSources,
  request: DiffRequest,
): Promise<StaffingDiff | NoReplay> {
  const { unitId, before, after } = request;
  const unit = await unitAt(sources.reader, request);
  if (!unit) return 'unknown-unit';
  const figures: BeforeAfter<StaffingFigures>[] = [];
  const communes: CommuneDiff[] = [];
  for await (const pair of pairsIn(sources, unit, request)) {
    if (typeof pair === 'string') return pair;
    const changes = changesBetween(pair.before, pair.after);
    figures.push(changes.figures);
    if (!isUnchanged(changes))
      communes.push(await communeDiff(sources.reader, pair, changes, request));
  }
  return {
    ...{ unitId, name: unit.name, level: unit.level, before, after },
    figures: {
      before: sumOf(figures.map((one) => one.before)),
      after: sumOf(figures.map((one) => one.after)),
    },
    communes,
  };
}

async function unitAt(
  reader: AggregateReader,
  { unitId, before, after }: DiffRequest,
): Promise<KnownUnit | undefined> {
  return (await unitPath(reader, unitId, after))[0] ?? (await unitPath(reader, unitId, before))[0];
}

async function* pairsIn(
  sources: AreaSources,
  unit: KnownUnit,
  request: DiffRequest,
): AsyncGenerator<Pair | NoReplay> {
  if (unit.level !== 'commune' && unit.level !== 'hamlet') {
    yield* areaPairs(sources, request);
    return;
  }
  const { before, after, salaryOn } = request;
  const [was, is] = await Promise.all(
    [before, after].map((side) => standingOf(sources, { unitId: unit.unitId, ...side, salaryOn })),
  );
  if (was === undefined || is === undefined) return;
  if (typeof was === 'string' && typeof is === 'string') yield was === 'no-rules' ? was : is;
  else yield pairOf(unit, was, is);
}

async function communeDiff(
  reader: AggregateReader,
  { unit, before, after }: Pair,
  changes: Changes,
  request: DiffRequest,
): Promise<CommuneDiff> {
  const { figures, units, slots, people } = changes;
  const known = laterOf(request);
  const personOf = await peopleOf(reader, namedIn(changes), known);
  const unitName = await unitNames(reader, changes, known);
  const named = <Change extends { readonly unitId: string }>(change: Change) => ({
    ...change,
    unitName: unitName(change.unitId),
  });
  return {
    ...{ unitId: unit.unitId, name: unit.name },
    baseSalary: { before: before?.baseSalary ?? null, after: after?.baseSalary ?? null },
    figures,
    units: units.map(named),
    slots: slots.map(named),
    people: people.map((change) => ({ ...change, ...personOf(change.personId) })),
    names: Object.fromEntries(namedIn(changes).map((id) => [id, personOf(id).name])),
  };
}

/** Each once, in the order of their codes. */
function namedIn({ slots, people }: Changes): string[] {
  const inSlots = slots.flatMap(({ before, after }) =>
    [before, after].flatMap((side) => side?.holder?.personId ?? []),
  );
  return [...new Set([...inSlots, ...people.map(({ personId }) => personId)])].sort();
}

async function unitNames(
  reader: AggregateReader,
  { units, slots }: Changes,
  known: Known,
): Promise<(unitId: string) => string> {
  const ids = [...new Set([...units, ...slots].map(({ unitId }) => unitId))];
  const paths = await Promise.all(ids.map((unitId) => unitPath(reader, unitId, known)));
  const names = new Map(paths.flatMap(([unit]) => (unit ? [[unit.unitId, unit.name]] : [])));
  return (unitId) => names.get(unitId) ?? unitId;
}

/** What names are read by: nothing that either side knows of may be missing. */
function laterOf({ before, after }: DiffRequest): Known {
  const isWhole = before.atPosition === null || after.atPosition === null;
  const atPosition = isWhole ? null : Math.max(before.atPosition, after.atPosition);
  return { knownAt: null, atPosition };
}
