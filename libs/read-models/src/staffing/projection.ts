import { establishment, type EstablishmentEvent, type EstablishmentState } from '#libs/domain';

import type { Fact } from '../log/fact.js';
import { everyEventOf, type Projection } from '../views/projection.js';
import type { Sql } from '../views/sql.js';
import { touchedHoldings, touchedSlots, writeHoldings, writeSlots } from './versions.js';

/**
 * `legal_*` says from when until when something was so, `known_*` from when until when it was on
 * record as so; `to` is excluded. `opened` is the position of the event that a slot or holding
 * began with, `changed` of the event that this version of it was written for.
 */
export const staffingProjection: Projection = {
  name: 'staffing',
  version: 1,
  tables: `
    CREATE TABLE staffing_known (
      commune_id TEXT PRIMARY KEY,
      known_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE staffing_slots (
      commune_id TEXT NOT NULL,
      opened INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      slot_id TEXT NOT NULL,
      title_id TEXT NOT NULL,
      unit_id TEXT NOT NULL,
      legal_from TEXT NOT NULL,
      legal_to TEXT,
      known_from TEXT NOT NULL,
      known_to TEXT,
      PRIMARY KEY (commune_id, opened, changed)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX staffing_slots_now ON staffing_slots (commune_id, slot_id)
      WHERE known_to IS NULL;
    CREATE TABLE staffing_holdings (
      commune_id TEXT NOT NULL,
      opened INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      slot_id TEXT,
      unit_id TEXT NOT NULL,
      basis TEXT NOT NULL,
      legal_from TEXT NOT NULL,
      legal_to TEXT,
      known_from TEXT NOT NULL,
      known_to TEXT,
      PRIMARY KEY (commune_id, opened, changed)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX staffing_holdings_now_by_slot ON staffing_holdings (commune_id, slot_id)
      WHERE known_to IS NULL;
    CREATE INDEX staffing_holdings_now_by_person ON staffing_holdings (commune_id, person_id)
      WHERE known_to IS NULL;
    CREATE TABLE staffing_officials (
      commune_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      known_from TEXT NOT NULL,
      PRIMARY KEY (commune_id, person_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE staffing_moves (
      decision_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      type TEXT NOT NULL,
      slot_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      PRIMARY KEY (decision_id, position)
    ) STRICT, WITHOUT ROWID;
  `,
  handlers: everyEventOf(establishment, follow),
};

/**
 * What an event does is the domain's to say: it is asked about the part of the position that the
 * event names, which is all that it can change, and what came out different is written.
 */
function follow(fact: Fact<EstablishmentEvent>, sql: Sql): void {
  const slots = touchedSlots(fact, sql);
  const holdings = touchedHoldings(fact, sql);
  const before: EstablishmentState = {
    ...establishment.initial,
    slots: slots.map(({ value }) => value),
    holdings: holdings.map(({ value }) => value),
  };
  const after = establishment.evolve(before, fact);
  const version = {
    communeId: fact.aggregateId,
    changed: fact.position,
    known: knownFrom(fact, sql),
  };
  writeSlots(slots, after.slots, version, sql);
  writeHoldings(holdings, after.holdings, version, sql);
  for (const personId of after.officials) writeOfficial(personId, version, sql);
  keepMove(fact, sql);
}

/** Clocks of several writers may disagree: nothing counts as known before what stands before it. */
function knownFrom({ aggregateId, recordedAt }: Fact, sql: Sql): string {
  const row = sql.get(
    `INSERT INTO staffing_known (commune_id, known_at) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET known_at = max(known_at, excluded.known_at)
     RETURNING known_at AS knownAt`,
    aggregateId,
    recordedAt,
  ) as { knownAt: string };
  return row.knownAt;
}

function writeOfficial(
  personId: string,
  { communeId, known }: { readonly communeId: string; readonly known: string },
  sql: Sql,
): void {
  sql.run(
    'INSERT OR IGNORE INTO staffing_officials (commune_id, person_id, known_from) VALUES (?, ?, ?)',
    communeId,
    personId,
    known,
  );
}

/** What a decision moved, for the page of the case. */
function keepMove({ type, position, data }: Fact<EstablishmentEvent>, sql: Sql): void {
  if (!('decisionId' in data && 'slotId' in data) || data.decisionId === null) return;
  sql.run(
    `INSERT INTO staffing_moves (decision_id, position, type, slot_id, person_id)
     VALUES (?, ?, ?, ?, ?)`,
    ...[data.decisionId, position, type, data.slotId, data.personId],
  );
}
