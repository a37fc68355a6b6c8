import type { Holding, Instant, Slot, StaffingPosition } from '#libs/domain';

import type { Sql } from '../views/sql.js';

export interface KnownAt {
  /** What was on record at this moment; what is on record now when left out. */
  readonly knownAt?: Instant | undefined;
}

/** Later than every moment there is. */
const NOW = '9999';

const IS_KNOWN = 'commune_id = ?1 AND known_from <= ?2 AND (known_to IS NULL OR known_to > ?2)';

/** Loads who holds what in a commune and its hamlets, over all days. */
export class StaffingPositions {
  constructor(private readonly sql: Sql) {}

  staffingPosition(
    communeId: string,
    { knownAt = NOW as Instant }: KnownAt = {},
  ): StaffingPosition {
    return {
      slots: this.#slots(communeId, knownAt),
      holdings: this.#holdings(communeId, knownAt),
      officials: this.#officials(communeId, knownAt),
    };
  }

  #slots(communeId: string, knownAt: Instant): Slot[] {
    return this.sql.all(
      `SELECT slot_id AS slotId, title_id AS titleId, unit_id AS unitId,
         legal_from AS "from", legal_to AS "to"
       FROM staffing_slots WHERE ${IS_KNOWN} ORDER BY opened`,
      communeId,
      knownAt,
    ) as Slot[];
  }

  #holdings(communeId: string, knownAt: Instant): Holding[] {
    return this.sql.all(
      `SELECT person_id AS personId, slot_id AS slotId, unit_id AS unitId, basis,
         legal_from AS "from", legal_to AS "to"
       FROM staffing_holdings WHERE ${IS_KNOWN} ORDER BY opened`,
      communeId,
      knownAt,
    ) as Holding[];
  }

  #officials(communeId: string, knownAt: Instant): Set<string> {
    const rows = this.sql.all(
      `SELECT person_id AS personId FROM staffing_officials
       WHERE commune_id = ? AND known_from <= ?`,
      communeId,
      knownAt,
    ) as { personId: string }[];
    return new Set(rows.map(({ personId }) => personId));
  }
}
