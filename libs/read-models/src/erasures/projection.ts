import type { Capacity, ErasureEvent } from '#libs/domain';

import type { Fact } from '../log/fact.js';
import type { Projection } from '../views/projection.js';
import type { Sql } from '../views/sql.js';

type Opening = Extract<ErasureEvent, { type: 'ErasureProposed' | 'LegalHoldPlaced' }>;

/** `status` is `null` for a subject that is only on hold. `opened` is its first event. */
export const erasuresProjection: Projection = {
  name: 'erasures',
  version: 1,
  tables: `
    CREATE TABLE erasures (
      opened INTEGER PRIMARY KEY,
      subject_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      unit_path TEXT NOT NULL,
      status TEXT,
      on_hold INTEGER NOT NULL,
      ground TEXT,
      reference TEXT,
      requested_by TEXT,
      requested_at TEXT,
      decided_by TEXT,
      decided_at TEXT
    ) STRICT;
  `,
  handlers: {
    ErasureProposed(fact, sql) {
      open(fact, sql);
      const { subjectId, basis } = fact.data;
      sql.run(
        `UPDATE erasures SET status = 'proposed', ground = ?, reference = ?, requested_by = ?,
           requested_at = ?, decided_by = NULL, decided_at = NULL WHERE subject_id = ?`,
        ...[basis.ground, basis.reference, fact.by.accountId, fact.recordedAt, subjectId],
      );
    },
    ErasureDeclined({ by, recordedAt, data: { subjectId } }, sql) {
      decide('declined', { subjectId, by, recordedAt }, sql);
    },
    SubjectKeyErased({ by, recordedAt, data: { subjectId } }, sql) {
      decide('erased', { subjectId, by, recordedAt }, sql);
    },
    LegalHoldPlaced(fact, sql) {
      open(fact, sql);
      sql.run('UPDATE erasures SET on_hold = 1 WHERE subject_id = ?', fact.data.subjectId);
    },
    LegalHoldLifted({ data: { subjectId } }, sql) {
      sql.run('UPDATE erasures SET on_hold = 0 WHERE subject_id = ?', subjectId);
    },
  },
};

function open({ position, data: { subjectId, kind, unitPath } }: Fact<Opening>, sql: Sql): void {
  sql.run(
    `INSERT OR IGNORE INTO erasures (opened, subject_id, kind, unit_path, on_hold)
     VALUES (?, ?, ?, ?, 0)`,
    ...[position, subjectId, kind, JSON.stringify(unitPath)],
  );
}

interface Decision {
  readonly subjectId: string;
  readonly by: Capacity;
  readonly recordedAt: string;
}

function decide(status: 'declined' | 'erased', decision: Decision, sql: Sql): void {
  const { subjectId, by, recordedAt } = decision;
  sql.run(
    'UPDATE erasures SET status = ?, decided_by = ?, decided_at = ? WHERE subject_id = ?',
    ...[status, by.accountId, recordedAt, subjectId],
  );
}
