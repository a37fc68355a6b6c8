import {
  approvalProcess,
  obligationId,
  proposal,
  type Obligation,
  type ProposalEvent,
} from '#libs/domain';

import type { Fact } from '../log/fact.js';
import { everyEventOf, type Projection } from '../views/projection.js';
import type { Sql } from '../views/sql.js';

type Owed = typeof approvalProcess.initial;

export const obligationsProjection: Projection = {
  name: 'obligations',
  version: 1,
  tables: `
    CREATE TABLE obligations_state (
      subject TEXT PRIMARY KEY,
      state TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE obligations_open (
      opened INTEGER NOT NULL,
      obligation_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      revision INTEGER NOT NULL,
      opened_at TEXT NOT NULL,
      PRIMARY KEY (opened, obligation_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX obligations_by_subject ON obligations_open (subject);
  `,
  handlers: everyEventOf(proposal, follow),
};

function follow(fact: Fact<ProposalEvent>, sql: Sql): void {
  const { aggregateId: subject, revision } = fact;
  const before = stateOf(subject, sql);
  const state = approvalProcess.evolve(before, fact, revision);
  if (state === before) return;
  sql.run(
    `INSERT INTO obligations_state (subject, state) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state`,
    subject,
    JSON.stringify(state),
  );
  const owed = approvalProcess.react(state, subject);
  sql.run(
    `DELETE FROM obligations_open
     WHERE subject = ? AND obligation_id NOT IN (SELECT value FROM json_each(?))`,
    subject,
    JSON.stringify(owed.map(obligationId)),
  );
  for (const obligation of owed) open(obligation, fact, sql);
}

/** One that was open already stays as it is, with the moment it was opened. */
function open(obligation: Obligation, { position, recordedAt }: Fact, sql: Sql): void {
  const { kind, subject, revision } = obligation;
  sql.run(
    `INSERT OR IGNORE INTO obligations_open
       (opened, obligation_id, kind, subject, revision, opened_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    ...[position, obligationId(obligation), kind, subject, revision, recordedAt],
  );
}

function stateOf(subject: string, sql: Sql): Owed {
  const row = sql.get('SELECT state FROM obligations_state WHERE subject = ?', subject) as
    { state: string } | undefined;
  return row ? (JSON.parse(row.state) as Owed) : approvalProcess.initial;
}
