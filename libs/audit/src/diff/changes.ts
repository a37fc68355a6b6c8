import {
  holdingsOn,
  slotsOn,
  unitsOn,
  type Basis,
  type Holding,
  type PlainDate,
  type StaffingFigures,
} from '#libs/domain';

import { figuresOf, type Standing } from '../replay/standing.js';

/** `null`: nothing was on record then. */
export type Side = Standing | null;

export interface BeforeAfter<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** A unit whose figures changed. */
export interface UnitChange extends BeforeAfter<StaffingFigures> {
  readonly unitId: string;
}

/** A slot that was opened or closed, or whose holder, title or basis changed. */
export interface SlotChange extends BeforeAfter<SlotSide | null> {
  readonly slotId: string;
  readonly unitId: string;
}

/** How a slot stood: under what title, held by whom. */
export interface SlotSide {
  readonly title: string;
  readonly holder: { readonly personId: string; readonly basis: Basis } | null;
  readonly since: PlainDate | null;
}

/** A person who gained or lost titles; `null` stands for a place without a slot (dôi dư). */
export interface PersonChange {
  readonly personId: string;
  readonly gained: readonly (string | null)[];
  readonly lost: readonly (string | null)[];
}

export interface Changes {
  readonly figures: BeforeAfter<StaffingFigures>;
  readonly units: readonly UnitChange[];
  readonly slots: readonly SlotChange[];
  readonly people: readonly PersonChange[];
}

/** What is different in one commune or hamlet; each list is in the order of its codes. */
export function changesBetween(before: Side, after: Side): Changes {
  return {
    figures: { before: figures(before), after: figures(after) },
    units: unitChanges(before, after),
    slots: slotChanges(before, after),
    people: personChanges(before, after),
  };
}

export function isUnchanged({ figures: { before, after }, slots, people }: Changes): boolean {
  return slots.length === 0 && people.length === 0 && isSame(before, after);
}

const NOTHING: StaffingFigures = {
  slots: 0,
  vacancies: 0,
  partTimeOfficers: 0,
  concurrentHoldings: 0,
  allowance: 0,
};

function figures(side: Side, unitId?: string): StaffingFigures {
  return side ? figuresOf(side, unitId) : NOTHING;
}

function unitChanges(before: Side, after: Side): UnitChange[] {
  const units = [before, after].flatMap((side) => (side ? unitsOn(side.position, side.asOf) : []));
  return inOrder(units)
    .map((unitId) => ({
      unitId,
      before: figures(before, unitId),
      after: figures(after, unitId),
    }))
    .filter((change) => !isSame(change.before, change.after));
}

function slotChanges(before: Side, after: Side): SlotChange[] {
  const [was, is] = [slotsOf(before), slotsOf(after)];
  return inOrder([...was.keys(), ...is.keys()]).flatMap((slotId) => {
    const [one, other] = [was.get(slotId), is.get(slotId)];
    if (one && other && isSame(one.side, other.side)) return [];
    const unitId = (other ?? one)?.unitId ?? '';
    return [{ slotId, unitId, before: one?.side ?? null, after: other?.side ?? null }];
  });
}

function slotsOf(side: Side): Map<string, { readonly unitId: string; readonly side: SlotSide }> {
  if (!side) return new Map();
  const { position, rules, asOf } = side;
  const inSlot = new Map(holdingsOn(position, asOf).map((holding) => [holding.slotId, holding]));
  return new Map(
    slotsOn(position, asOf).map(({ slotId, unitId, titleId }) => {
      const holding = inSlot.get(slotId);
      const title = rules.titles[titleId]?.name ?? titleId;
      return [slotId, { unitId, side: { title, ...heldBy(holding) } }];
    }),
  );
}

function heldBy(holding: Holding | undefined): Omit<SlotSide, 'title'> {
  if (!holding) return { holder: null, since: null };
  const { personId, basis, from } = holding;
  return { holder: { personId, basis }, since: from };
}

function personChanges(before: Side, after: Side): PersonChange[] {
  const [was, is] = [titlesOf(before), titlesOf(after)];
  return inOrder([...was.keys(), ...is.keys()]).flatMap((personId) => {
    const [had, has] = [was.get(personId) ?? [], is.get(personId) ?? []];
    const gained = has.filter((slotId) => !had.includes(slotId));
    const lost = had.filter((slotId) => !has.includes(slotId));
    return gained.length + lost.length === 0 ? [] : [{ personId, gained, lost }];
  });
}

function titlesOf(side: Side): Map<string, (string | null)[]> {
  const titles = new Map<string, (string | null)[]>();
  if (!side) return titles;
  const holdings = holdingsOn(side.position, side.asOf);
  for (const { personId, slotId } of holdings)
    titles.set(personId, [...(titles.get(personId) ?? []), slotId]);
  return titles;
}

function inOrder(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}

/** Both were made by the same code, so their keys stand in the same order. */
function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
