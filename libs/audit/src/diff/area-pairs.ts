import type { PlainDate } from '#libs/domain';

import { communeStandings, type AreaSources, type CommuneStanding } from '../replay/replay-area.js';
import type { NoReplay, Standing, Standpoint } from '../replay/standing.js';
import { knownUnits, type KnownUnit } from '../replay/units.js';
import type { BeforeAfter, Side } from './changes.js';

export interface DiffRequest {
  readonly unitId: string;
  readonly before: Standpoint;
  readonly after: Standpoint;
  /** Day whose base salary both sides are reckoned at; `null` is the day of each. */
  readonly salaryOn: PlainDate | null;
}

/** A unit as it stood on both sides. */
export interface Pair extends BeforeAfter<Side> {
  readonly unit: KnownUnit;
}

/** `no-rules` when either side has staffing that no rules were in force for. */
export function pairOf(
  unit: KnownUnit,
  before: Standing | NoReplay,
  after: Standing | NoReplay,
): Pair | NoReplay {
  if (before === 'no-rules' || after === 'no-rules') return 'no-rules';
  return { unit, before: sideOf(before), after: sideOf(after) };
}

/** Every commune below that is on record on either side, in code order, one at a time. */
export async function* areaPairs(
  sources: AreaSources,
  request: DiffRequest,
): AsyncGenerator<Pair | NoReplay> {
  const before = await standingsOn('before', sources, request);
  const after = await standingsOn('after', sources, request);
  let [was, is] = [await next(before), await next(after)];
  while (was || is) {
    const first = isFirst(was, is) ? was : null;
    const second = isFirst(is, was) ? is : null;
    const unit = (second ?? first)?.commune;
    if (unit)
      yield pairOf(unit, first?.standing ?? 'unknown-unit', second?.standing ?? 'unknown-unit');
    if (first) was = await next(before);
    if (second) is = await next(after);
  }
}

type Standings = AsyncGenerator<CommuneStanding>;

async function standingsOn(
  side: 'before' | 'after',
  sources: AreaSources,
  { unitId, salaryOn, ...sides }: DiffRequest,
): Promise<Standings> {
  const request = { unitId, ...sides[side], salaryOn };
  return communeStandings(sources, await knownUnits(sources.units, unitId, request), request);
}

async function next(standings: Standings): Promise<CommuneStanding | null> {
  const result = await standings.next();
  return result.done ? null : result.value;
}

/** Whether one comes no later than the other; the same commune is first on both sides. */
function isFirst(one: CommuneStanding | null, other: CommuneStanding | null): boolean {
  return !!one && (!other || one.commune.unitId <= other.commune.unitId);
}

function sideOf(standing: Standing | NoReplay): Side {
  return typeof standing === 'string' ? null : standing;
}
