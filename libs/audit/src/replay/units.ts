import { setImmediate } from 'node:timers/promises';

import { isKnown, streamOf, type AggregateReader, type Known } from '#libs/aggregates';
import { unit, upcast, type Instant, type UnitState } from '#libs/domain';
import type { EventStore, Position } from '#libs/event-store';

export type KnownUnit = NonNullable<UnitState>;

/** A unit, with the place in the log of the event that it stands on record by. */
export interface PlacedUnit extends KnownUnit {
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** Which units there are below one: no stream says so, it takes an index of all of them. */
export interface UnitDirectory {
  /** The unit itself and every unit below it, whenever it was put on record; in any order. */
  atOrBelow(unitId: string): Promise<readonly PlacedUnit[]>;
}

const PAGE_SIZE = 1_000;
const PREFIX = streamOf(unit, '');

/** The index read off the log itself, from its beginning; asked again it reads on. */
export class LogUnits implements UnitDirectory {
  readonly #units = new Map<string, PlacedUnit>();
  #end: Position = 0;

  constructor(private readonly store: EventStore) {}

  async atOrBelow(unitId: string): Promise<readonly PlacedUnit[]> {
    for (let full = true; full;) {
      const page = await this.store.readAll(this.#end, PAGE_SIZE);
      for (const event of page.filter(({ stream }) => stream.startsWith(PREFIX))) {
        const { position, recordedAt } = event;
        const state = upcast(unit.upcasters, event) as KnownUnit;
        this.#units.set(state.unitId, { ...state, position, recordedAt });
      }
      this.#end = page.at(-1)?.position ?? this.#end;
      full = page.length === PAGE_SIZE;
      await setImmediate(); // whoever else waits for this process has a turn
    }
    return [...this.#units.values()].filter((one) => isAtOrBelow(one, unitId, this.#units));
  }
}

/** Known units at or below one, in the order of their codes. */
export async function knownUnits(
  directory: UnitDirectory,
  unitId: string,
  known: Known,
): Promise<readonly KnownUnit[]> {
  const placed = await directory.atOrBelow(unitId);
  return placed
    .filter((one) => isKnown(one, known))
    .map(({ unitId, level, name, parentId }) => ({ unitId, level, name, parentId }))
    .sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
}

/** The unit and those above it, nearest first; empty when it is not known. */
export async function unitPath(
  reader: AggregateReader,
  unitId: string,
  known: Known,
): Promise<KnownUnit[]> {
  const path: KnownUnit[] = [];
  for (let next: string | null = unitId; next !== null;) {
    const { state }: { state: UnitState } = await reader.fold(unit, next, known);
    if (!state || path.some((above) => above.unitId === state.unitId)) break;
    path.push(state);
    next = state.parentId;
  }
  return path;
}

function isAtOrBelow(
  { unitId, parentId }: KnownUnit,
  top: string,
  units: ReadonlyMap<string, KnownUnit>,
): boolean {
  const seen = new Set([unitId]);
  if (unitId === top) return true;
  for (let above = parentId; above !== null && !seen.has(above);) {
    if (above === top) return true;
    seen.add(above);
    above = units.get(above)?.parentId ?? null;
  }
  return false;
}
