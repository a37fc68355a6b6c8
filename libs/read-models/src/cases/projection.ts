import type { SQLInputValue } from 'node:sqlite';

import { currentStep, invariant, proposal, type ProposalEvent } from '#libs/domain';

import type { Fact } from '../log/fact.js';
import { everyEventOf, type Projection } from '../views/projection.js';
import type { Sql } from '../views/sql.js';
import { documentAfter, type CaseDocument } from './document.js';
import { waitsFor } from './waits-for.js';

/** In the place of a due date that there is not: sorts after every day. */
const NO_DUE_DAY = '9999-12-31';

/**
 * `cases_reach` has a row for each unit that may know of a case: the commune itself at depth 0,
 * those above it once the case has been submitted. The columns `waits_*` are those of the inbox;
 * the others are for lists, `document` for one case.
 */
export const casesProjection: Projection = {
  name: 'cases',
  version: 3,
  tables: `
    CREATE TABLE cases (
      drafted INTEGER PRIMARY KEY,
      proposal_id TEXT NOT NULL UNIQUE,
      revision INTEGER NOT NULL,
      updated_at TEXT NOT NULL,
      kind TEXT NOT NULL,
      commune_id TEXT NOT NULL,
      unit_id TEXT NOT NULL,
      status TEXT NOT NULL,
      step_key TEXT,
      step_kind TEXT,
      step_opened_on TEXT,
      step_due_on TEXT,
      body_role TEXT,
      body_unit_id TEXT,
      round INTEGER NOT NULL,
      takes_effect_on TEXT NOT NULL,
      submitted_on TEXT,
      waits_role TEXT,
      waits_unit_id TEXT,
      waits_until TEXT,
      waits_since INTEGER,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX cases_waiting ON cases (waits_role, waits_unit_id, waits_until, waits_since)
      WHERE waits_role IS NOT NULL;
    CREATE TABLE cases_reach (
      unit_id TEXT NOT NULL,
      drafted INTEGER NOT NULL,
      depth INTEGER NOT NULL,
      PRIMARY KEY (unit_id, drafted)
    ) STRICT, WITHOUT ROWID;
  `,
  handlers: everyEventOf(proposal, follow),
};

function follow(fact: Fact<ProposalEvent>, sql: Sql): void {
  const before = documentOf(fact.aggregateId, sql);
  const document = documentAfter(before, fact);
  if (!before) writeReach(document, (depth) => depth === 0, sql);
  const isSubmittedNow = before?.state.round === 0 && document.state.round > 0;
  if (isSubmittedNow) writeReach(document, (depth) => depth > 0, sql);
  writeCase(fact, document, sql);
}

function documentOf(proposalId: string, sql: Sql): CaseDocument | null {
  const row = sql.get('SELECT document FROM cases WHERE proposal_id = ?', proposalId) as
    { document: string } | undefined;
  return row ? (JSON.parse(row.document) as CaseDocument) : null;
}

function writeReach(
  { drafted, state }: CaseDocument,
  knows: (depth: number) => boolean,
  sql: Sql,
): void {
  state.unitPath.forEach(({ unitId }, depth) => {
    if (knows(depth))
      sql.run(
        'INSERT INTO cases_reach (unit_id, drafted, depth) VALUES (?, ?, ?)',
        unitId,
        drafted,
        depth,
      );
  });
}

function writeCase(fact: Fact<ProposalEvent>, document: CaseDocument, sql: Sql): void {
  const row: Record<string, SQLInputValue> = {
    drafted: document.drafted,
    proposal_id: fact.aggregateId,
    revision: fact.revision + 1,
    updated_at: fact.recordedAt,
    ...contentColumns(document),
    ...stepColumns(document),
    ...waitsColumns(document),
    document: JSON.stringify(document),
  };
  const columns = Object.keys(row);
  sql.run(
    `INSERT INTO cases (${columns.join()}) VALUES (${columns.map(() => '?').join()})
     ON CONFLICT (proposal_id) DO UPDATE SET
     ${columns.map((column) => `${column} = excluded.${column}`).join()}`,
    ...Object.values(row),
  );
}

function contentColumns({ state, submittedOn }: CaseDocument) {
  const { content, unitPath, status, round } = state;
  invariant(content && unitPath[0], 'A case that exists has content and a commune.');
  return {
    kind: content.subject.kind,
    commune_id: unitPath[0].unitId,
    unit_id: content.subject.details.unitId,
    status,
    round,
    takes_effect_on: (state.paper ?? content).takesEffectOn,
    submitted_on: submittedOn,
  };
}

function stepColumns({ state, stepOpenedOn, stepDueOn }: CaseDocument) {
  const step = state.status === 'in-step' ? currentStep(state) : null;
  return {
    step_key: step?.key ?? null,
    step_kind: step?.kind ?? null,
    step_opened_on: step && stepOpenedOn,
    step_due_on: step && stepDueOn,
    body_role: state.body?.role ?? null,
    body_unit_id: state.body?.unitId ?? null,
  };
}

function waitsColumns(document: CaseDocument) {
  const waits = waitsFor(document);
  const dueOn = document.state.status === 'in-step' ? document.stepDueOn : null;
  return {
    waits_role: waits?.role ?? null,
    waits_unit_id: waits?.unitId ?? null,
    waits_until: waits && (dueOn ?? NO_DUE_DAY),
    waits_since: waits && document.statusSince,
  };
}
