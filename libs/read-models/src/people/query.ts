import { holdingsOn, type Basis, type Holding, type PlainDate } from '#libs/domain';

import type { Policies } from '../policies/query.js';
import type { StaffingPositions } from '../staffing/positions.js';
import { titlesOf } from '../staffing/titles.js';
import type { Units } from '../units/query.js';
import { byGivenName } from './given-name-order.js';
import type { NamedPerson, PersonNames } from './names.js';

export interface PersonView extends NamedPerson {
  /** Cadre or civil servant: may hold part-time titles, is no part-time officer. */
  readonly official: boolean;
  readonly holdings: readonly HeldTitle[];
}

interface HeldTitle {
  /** `null`: a holder without a slot (dôi dư), who has no title either. */
  readonly slotId: string | null;
  readonly title: string | null;
  readonly unitId: string;
  readonly unitName: string;
  readonly basis: Basis;
}

interface Sources {
  readonly names: PersonNames;
  readonly positions: StaffingPositions;
  readonly policies: Policies;
  readonly units: Units;
}

export class People {
  constructor(private readonly sources: Sources) {}

  /** Everybody registered in a commune with what they hold there on a day, by given name. */
  inCommune(communeId: string, day: PlainDate): PersonView[] {
    const { names, positions, policies } = this.sources;
    const position = positions.staffingPosition(communeId);
    const titleOf = titlesOf(position, policies.rulesFor(communeId, day)?.content);
    const unitNames = this.#unitNames(communeId);
    const held = Map.groupBy(holdingsOn(position, day), ({ personId }) => personId);
    const heldTitle = ({ slotId, unitId, basis }: Holding): HeldTitle => ({
      slotId,
      title: slotId === null ? null : (titleOf(slotId)?.title ?? null),
      unitId,
      unitName: unitNames.get(unitId) ?? unitId,
      basis,
    });
    return names
      .inCommune(communeId)
      .sort(byGivenName)
      .map((person) => ({
        ...person,
        official: position.officials.has(person.personId),
        holdings: (held.get(person.personId) ?? []).map(heldTitle),
      }));
  }

  #unitNames(communeId: string): Map<string, string> {
    const { units } = this.sources;
    const hamlets = units.children(communeId).map(({ unitId }) => unitId);
    return units.names([communeId, ...hamlets]);
  }
}
