import {
  holdingsOn,
  inUnit,
  slotsOn,
  type Basis,
  type Holding,
  type Instant,
  type PlainDate,
  type PolicyContent,
  type StaffingPosition,
  type UnitLevel,
} from '#libs/domain';
import type { Position } from '#libs/event-store';

import type { NamedPerson, PersonNames } from '../people/names.js';
import type { Policies } from '../policies/query.js';
import type { NamedUnit, Units } from '../units/query.js';
import { knownFiguresOn, type KnownFigures } from './figures.js';
import type { KnownAt, StaffingPositions } from './positions.js';
import { titlesOf, type SlotTitle } from './titles.js';

/** Who holds which title in a commune or a hamlet on a day, as it was on record at a moment. */
export interface TitleMap extends KnownFigures {
  readonly unitId: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly communeId: string;
  readonly asOf: PlainDate;
  readonly knownAt: Instant | null;
  /** How much of the log it is an answer from. */
  readonly position: Position;
  /** Most part-time officers the unit may have, where rules set it: in a hamlet. */
  readonly partTimeMax: number | null;
  readonly rows: readonly TitleMapRow[];
  readonly withoutSlot: readonly WithoutSlot[];
  /** Of a commune. The figures above are of the unit itself, without its hamlets. */
  readonly hamlets: readonly HamletFigures[];
  /** Of a commune and its hamlets together; a person counts once. `null` for a hamlet. */
  readonly whole: KnownFigures | null;
}

interface TitleMapRow extends SlotTitle {
  readonly slotId: string;
  readonly holder: TitleMapHolder | null;
}

interface TitleMapHolder extends NamedPerson {
  readonly basis: Basis;
  readonly official: boolean;
  readonly since: PlainDate;
}

/** A holder without a slot (dôi dư), until the day their holding ends. */
interface WithoutSlot extends NamedPerson {
  readonly until: PlainDate | null;
}

interface HamletFigures extends KnownFigures {
  readonly unitId: string;
  readonly name: string;
}

export interface TitleMapRequest extends KnownAt {
  readonly asOf: PlainDate;
}

interface Sources {
  readonly positions: StaffingPositions;
  readonly policies: Policies;
  readonly units: Units;
  readonly names: PersonNames;
  readonly position: () => Position;
}

/** What a title map is drawn from: the commune's position, and the rules of the day. */
interface Drawn {
  readonly position: StaffingPosition;
  readonly rules: PolicyContent | undefined;
  readonly day: PlainDate;
}

export class Staffing {
  constructor(private readonly sources: Sources) {}

  /** Who holds what in a commune and its hamlets, over all days. */
  staffingPosition(communeId: string, known: KnownAt = {}): StaffingPosition {
    return this.sources.positions.staffingPosition(communeId, known);
  }

  /** `null` for a unit that is not known, or that stands above the communes. */
  titleMap(unitId: string, { asOf, knownAt }: TitleMapRequest): TitleMap | null {
    const { policies, units } = this.sources;
    const path = units.path(unitId);
    const commune = path.find(({ level }) => level === 'commune');
    if (!path[0] || !commune) return null;
    const drawn = {
      position: this.staffingPosition(commune.unitId, { knownAt }),
      rules: policies.rulesFor(unitId, asOf, knownAt)?.content,
      day: asOf,
    };
    const isCommune = path[0].level === 'commune';
    return {
      ...this.#mapOf(path[0], drawn),
      communeId: commune.unitId,
      asOf,
      knownAt: knownAt ?? null,
      position: this.sources.position(),
      partTimeMax: isCommune ? null : (drawn.rules?.hamletPartTimeMax ?? null),
      hamlets: isCommune ? this.#hamletsOf(commune, drawn) : [],
      whole: isCommune ? knownFiguresOn(drawn.position, drawn.rules, asOf) : null,
    };
  }

  #mapOf({ unitId, level, name }: NamedUnit, { position, rules, day }: Drawn) {
    const own = inUnit(position, unitId);
    const holdings = holdingsOn(own, day);
    const personOf = this.sources.names.of(holdings.map(({ personId }) => personId));
    const titleOf = titlesOf(own, rules);
    const holderOf = ({ personId, basis, from }: Holding): TitleMapHolder => ({
      ...personOf(personId),
      basis,
      official: position.officials.has(personId),
      since: from,
    });
    const inSlot = new Map(holdings.map((holding) => [holding.slotId, holderOf(holding)]));
    return {
      ...{ unitId, level, name },
      ...knownFiguresOn(own, rules, day),
      rows: slotsOn(own, day).map(({ slotId, titleId }) => ({
        slotId,
        ...(titleOf(slotId) ?? { titleId, title: titleId, coefficient: null }),
        holder: inSlot.get(slotId) ?? null,
      })),
      withoutSlot: holdings
        .filter(({ slotId }) => slotId === null)
        .map(({ personId, to }) => ({ ...personOf(personId), until: to })),
    };
  }

  #hamletsOf({ unitId }: NamedUnit, { position, rules, day }: Drawn): HamletFigures[] {
    return this.sources.units
      .children(unitId)
      .filter(({ level }) => level === 'hamlet')
      .map((hamlet) => ({
        unitId: hamlet.unitId,
        name: hamlet.name,
        ...knownFiguresOn(inUnit(position, hamlet.unitId), rules, day),
      }));
  }
}
