import type { AggregateReader } from '#libs/aggregates';
import {
  holdingsOn,
  slotsOn,
  unit,
  unitsOn,
  type Basis,
  type Instant,
  type PlainDate,
  type StaffingFigures,
} from '#libs/domain';
import type { Position } from '#libs/event-store';

import { peopleOf, type ReplayedPerson } from './people.js';
import {
  figuresOf,
  standingOf,
  type NoReplay,
  type ReplayRequest,
  type Standing,
} from './standing.js';
import { FoldedRecords, type StaffingRecords } from './staffing-records.js';

/** Who held what on a day, and the figures that follow; money in đồng a month. */
export interface ReplayedStaffing {
  readonly unitId: string;
  readonly name: string;
  readonly asOf: PlainDate;
  readonly knownAt: Instant | null;
  readonly atPosition: Position | null;
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

export interface ReplayedSlot {
  readonly slotId: string;
  readonly unitId: string;
  readonly title: string;
  readonly holder: ReplayedPerson | null;
  readonly basis: Basis | null;
  readonly since: PlainDate | null;
}

/**
 * The staffing of a commune or hamlet on a day from the events alone: no read model decides
 * anything. The same log and keys give the same answer, to the byte.
 */
export async function replayStaffing(
  reader: AggregateReader,
  request: ReplayRequest,
  records: StaffingRecords = new FoldedRecords(reader),
): Promise<ReplayedStaffing | NoReplay> {
  const found = await standingOf({ reader, records }, request);
  if (typeof found === 'string') return found;
  const { unitId, asOf, knownAt, atPosition } = request;
  return {
    unitId,
    name: found.unit.name,
    ...{ asOf, knownAt, atPosition },
    baseSalary: found.baseSalary,
    figures: figuresOf(found),
    events: found.events,
    position: found.last,
    units: await unitFigures(reader, found, request),
    ...(await holders(reader, found, request)),
  };
}

async function unitFigures(
  reader: AggregateReader,
  found: Standing,
  request: ReplayRequest,
): Promise<ReplayedUnit[]> {
  return Promise.all(
    unitsOn(found.position, found.asOf).map(async (unitId) => {
      const { state } = await reader.fold(unit, unitId, request);
      return { unitId, name: state?.name ?? unitId, ...figuresOf(found, unitId) };
    }),
  );
}

async function holders(
  reader: AggregateReader,
  { position, rules, asOf }: Standing,
  request: ReplayRequest,
): Promise<Pick<ReplayedStaffing, 'slots' | 'withoutSlot'>> {
  const holdings = holdingsOn(position, asOf);
  const ids = holdings.map(({ personId }) => personId);
  const personOf = await peopleOf(reader, ids, request);
  const inSlot = new Map(holdings.map((holding) => [holding.slotId, holding]));
  const slots = slotsOn(position, asOf).map(({ slotId, unitId, titleId }) => {
    const holding = inSlot.get(slotId);
    return {
      slotId,
      unitId,
      title: rules.titles[titleId]?.name ?? titleId,
      holder: holding ? personOf(holding.personId) : null,
      basis: holding?.basis ?? null,
      since: holding?.from ?? null,
    };
  });
  const withoutSlot = holdings
    .filter(({ slotId }) => slotId === null)
    .map(({ personId }) => personOf(personId));
  return { slots, withoutSlot };
}
