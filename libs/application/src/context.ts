import {
  invariant,
  person,
  policy,
  Refusal,
  rulesOn,
  unit,
  type PlainDate,
  type RulesInForce,
  type UnitRef,
  type UnitState,
} from '#libs/domain';

import type { AggregateReader } from '#libs/aggregates';

/** Province, district, commune, hamlet: a path that is longer goes in a circle. */
const LEVELS_MAX = 4;

type UnitKnown = Pick<NonNullable<UnitState>, 'level' | 'parentId'>;

/** What a decision needs to know of other aggregates, loaded from the log. */
export class DecisionContext {
  /** A unit never changes once it stands: its level and what is above it are read once. */
  readonly #units = new Map<string, UnitKnown>();

  constructor(private readonly reader: AggregateReader) {}

  /** The unit and those above it, nearest first; empty when there is no such unit. */
  async unitPath(unitId: string): Promise<UnitRef[]> {
    const path: UnitRef[] = [];
    for (let next: string | null = unitId; next !== null;) {
      const known: UnitKnown | null = this.#units.get(next) ?? (await this.#unit(next));
      if (!known) break;
      invariant(path.length < LEVELS_MAX, `Units above ${unitId} go in a circle.`);
      path.push({ unitId: next, level: known.level });
      next = known.parentId;
    }
    return path;
  }

  /** The rules of the nearest unit upward that has issued any, in force on the day. */
  async rulesOn(path: readonly UnitRef[], day: PlainDate): Promise<RulesInForce> {
    for (const { unitId } of path) {
      const { state } = await this.reader.fold(policy, unitId);
      const rules = rulesOn(state, day);
      if (rules) return rules;
    }
    throw new Refusal('conflict', 'rules-in-force', {
      vi: 'Chưa có bộ quy tắc nào có hiệu lực vào ngày này cho đơn vị.',
      en: 'No rules are in force for this unit on that day.',
    });
  }

  /** The very version a case started with. */
  async rulesAt(policyId: string, version: number): Promise<RulesInForce> {
    const { state } = await this.reader.fold(policy, policyId);
    const issued = state.find((candidate) => candidate.version === version);
    invariant(issued, `Policy ${policyId} has a version ${version}.`);
    return { policyId, version, content: issued.content };
  }

  /** Those of the people who are not registered in the commune. */
  async strangers(people: readonly string[], communeId: string): Promise<string[]> {
    const known = await Promise.all(people.map((id) => this.reader.fold(person, id)));
    return people.filter((_, index) => known[index]?.state?.communeId !== communeId);
  }

  /** One that does not stand yet may stand the next time. */
  async #unit(unitId: string): Promise<UnitKnown | null> {
    const { state } = await this.reader.fold(unit, unitId);
    if (state) this.#units.set(unitId, { level: state.level, parentId: state.parentId });
    return state;
  }
}

export function policyReference({ policyId, version }: RulesInForce): string {
  return `${policyId}@${version}`;
}
