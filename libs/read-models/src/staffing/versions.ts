import { invariant, type EstablishmentEvent, type Holding, type Slot } from '#libs/domain';

import type { Fact } from '../log/fact.js';
import type { Sql } from '../views/sql.js';

/** A slot or a holding as it is on record now. */
export interface Kept<Value> {
  readonly opened: number;
  readonly value: Value;
}

export interface Version {
  readonly communeId: string;
  /** Position of the event that it is written for. */
  readonly changed: number;
  /** Moment from which it is on record. */
  readonly known: string;
}

export function touchedSlots(
  { aggregateId, data }: Fact<EstablishmentEvent>,
  sql: Sql,
): Kept<Slot>[] {
  if (!('slotId' in data)) return [];
  const rows = sql.all(
    `SELECT opened, slot_id AS slotId, title_id AS titleId, unit_id AS unitId,
       legal_from AS "from", legal_to AS "to"
     FROM staffing_slots INDEXED BY staffing_slots_now
     WHERE commune_id = ? AND slot_id = ? AND known_to IS NULL ORDER BY opened`,
    aggregateId,
    data.slotId,
  ) as (Slot & { opened: number })[];
  return rows.map(({ opened, ...value }) => ({ opened, value }));
}

// By index as told: left to itself SQLite reads every holding of the commune.
const HOLDING = `
  SELECT opened, person_id AS personId, slot_id AS slotId, unit_id AS unitId, basis,
    legal_from AS "from", legal_to AS "to" FROM staffing_holdings`;
const HOLDINGS_NOW = `
  ${HOLDING} INDEXED BY staffing_holdings_now_by_slot
  WHERE commune_id = ?1 AND slot_id = ?2 AND known_to IS NULL
  UNION
  ${HOLDING} INDEXED BY staffing_holdings_now_by_person
  WHERE commune_id = ?1 AND person_id = ?3 AND known_to IS NULL
  ORDER BY opened`;

/** Of the slot or the person that the event names. */
export function touchedHoldings(
  { aggregateId, data }: Fact<EstablishmentEvent>,
  sql: Sql,
): Kept<Holding>[] {
  const slotId = 'slotId' in data ? data.slotId : null;
  const personId = 'personId' in data ? data.personId : null;
  if (slotId === null && personId === null) return [];
  const rows = sql.all(HOLDINGS_NOW, aggregateId, slotId, personId) as (Holding & {
    opened: number;
  })[];
  return rows.map(({ opened, ...value }) => ({ opened, value }));
}

export function writeSlots(
  before: readonly Kept<Slot>[],
  after: readonly Slot[],
  version: Version,
  sql: Sql,
): void {
  for (const { opened, value } of changedOf(before, after, version)) {
    endVersion('staffing_slots', opened, version, sql);
    sql.run(
      `INSERT INTO staffing_slots
         (commune_id, opened, changed, slot_id, title_id, unit_id, legal_from, legal_to, known_from)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[version.communeId, opened, version.changed, value.slotId, value.titleId, value.unitId],
      ...[value.from, value.to, version.known],
    );
  }
}

export function writeHoldings(
  before: readonly Kept<Holding>[],
  after: readonly Holding[],
  version: Version,
  sql: Sql,
): void {
  for (const { opened, value } of changedOf(before, after, version)) {
    endVersion('staffing_holdings', opened, version, sql);
    sql.run(
      `INSERT INTO staffing_holdings
         (commune_id, opened, changed, person_id, slot_id, unit_id, basis, legal_from, legal_to,
          known_from)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[version.communeId, opened, version.changed, value.personId, value.slotId, value.unitId],
      ...[value.basis, value.from, value.to, version.known],
    );
  }
}

/** What `evolve` replaced and appended: it keeps the order, and what it does not change. */
function changedOf<Value>(
  before: readonly Kept<Value>[],
  after: readonly Value[],
  { changed }: Version,
): Kept<Value>[] {
  invariant(
    after.length >= before.length && after.length <= before.length + 1,
    'An event opens one slot or holding at most, and removes none.',
  );
  return after
    .map((value, index) => ({ opened: before[index]?.opened ?? changed, value }))
    .filter(({ value }, index) => value !== before[index]?.value);
}

/** The row stays, as what was on record until now. */
function endVersion(
  table: 'staffing_holdings' | 'staffing_slots',
  opened: number,
  { communeId, known }: Version,
  sql: Sql,
): void {
  sql.run(
    `UPDATE ${table} SET known_to = ? WHERE commune_id = ? AND opened = ? AND known_to IS NULL`,
    known,
    communeId,
    opened,
  );
}
