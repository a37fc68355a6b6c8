import {
  rulesOn,
  type Instant,
  type PlainDate,
  type PolicyState,
  type RulesInForce,
} from '#libs/domain';

import type { Units } from '../units/query.js';
import type { Sql } from '../views/sql.js';

type Issued = PolicyState[number];

export class Policies {
  constructor(
    private readonly sql: Sql,
    private readonly units: Units,
  ) {}

  /**
   * The rules that apply to a unit on a day. A policy bears the id of the unit that issued it; of
   * the unit and those above it, the nearest with rules in force on the day counts. With `knownAt`,
   * only versions recorded by then.
   */
  rulesFor(unitId: string, day: PlainDate, knownAt?: Instant): RulesInForce | null {
    for (const issuer of this.units.path(unitId)) {
      const rules = rulesOn(this.#issuedBy(issuer.unitId, knownAt), day);
      if (rules) return rules;
    }
    return null;
  }

  /** One version, whether in force or not. */
  version(policyId: string, version: number): RulesInForce | null {
    const row = this.sql.get(
      'SELECT issued FROM policies WHERE policy_id = ? AND version = ?',
      policyId,
      version,
    ) as { issued: string } | undefined;
    return row ? { policyId, version, content: (JSON.parse(row.issued) as Issued).content } : null;
  }

  #issuedBy(policyId: string, knownAt: Instant | undefined): PolicyState {
    const rows = this.sql.all(
      `SELECT issued FROM policies WHERE policy_id = ? AND (?2 IS NULL OR recorded_at <= ?2)
       ORDER BY version`,
      policyId,
      knownAt ?? null,
    ) as { issued: string }[];
    return rows.map(({ issued }) => JSON.parse(issued) as Issued);
  }
}
