import type { RoleGrant } from '#libs/domain';

import { boundedLimit, cursorOf, keyAfter, type PageRequest } from '../page.js';
import type { Sql } from '../views/sql.js';
import { reachOf } from './reach.js';
import {
  SUMMARY_COLUMNS,
  SUMMARY_JOINS,
  summaryOf,
  type CaseSummary,
  type SummaryRow,
} from './summary.js';

export interface CasesRequest extends PageRequest {
  /** Everything the account may be. */
  readonly roles: readonly RoleGrant[];
}

export interface CasesPage {
  readonly cases: readonly CaseSummary[];
  /** Where the next page begins; `null` when this was the last. */
  readonly next: string | null;
}

// Each grant contributes at most a page from an index; only these few rows are then put in order.
const VISIBLE = `SELECT * FROM (
  SELECT drafted FROM cases_reach WHERE unit_id = ? AND depth <= ? AND drafted < ?
  ORDER BY drafted DESC LIMIT ?)`;
const WAITING = `SELECT * FROM (
  SELECT drafted FROM cases
  WHERE waits_role = ? AND waits_unit_id = ? AND (waits_until, waits_since) > (?, ?)
  ORDER BY waits_until, waits_since LIMIT ?)`;

/** Every case these roles may read, the newest first. */
export function listCases(request: CasesRequest, sql: Sql): CasesPage {
  const [before] = keyAfter<[number]>(request, [Number.MAX_SAFE_INTEGER]);
  const limit = boundedLimit(request);
  const reach = reachOf(request.roles);
  if (reach.length === 0) return { cases: [], next: null };
  const rows = sql.all(
    pageOf(VISIBLE, reach.length, 'drafted DESC'),
    ...reach.flatMap(({ unitId, depthMax }) => [unitId, depthMax, before, limit + 1]),
    limit + 1,
  ) as SummaryRow[];
  return page(rows, limit, ({ drafted }) => [drafted]);
}

/** What waits for these roles: the earliest due first, without a due day last, then the longest. */
export function listInbox(request: CasesRequest, sql: Sql): CasesPage {
  const after = keyAfter<[string, number]>(request, ['', 0]);
  const limit = boundedLimit(request);
  const grants = [
    ...new Map(request.roles.map((grant) => [JSON.stringify(grant), grant])).values(),
  ];
  if (grants.length === 0) return { cases: [], next: null };
  const rows = sql.all(
    pageOf(WAITING, grants.length, 'waitsUntil, waitsSince'),
    ...grants.flatMap(({ role, unitId }) => [role, unitId, ...after, limit + 1]),
    limit + 1,
  ) as SummaryRow[];
  return page(rows, limit, ({ waitsUntil, waitsSince }) => [waitsUntil, waitsSince]);
}

function pageOf(part: string, parts: number, order: string): string {
  return `
    WITH shown (drafted) AS (${Array<string>(parts).fill(part).join(' UNION ')})
    SELECT ${SUMMARY_COLUMNS}
    FROM shown JOIN cases USING (drafted) ${SUMMARY_JOINS}
    ORDER BY ${order} LIMIT ?`;
}

function page(
  rows: readonly SummaryRow[],
  limit: number,
  keyOf: (row: SummaryRow) => readonly (string | number)[],
): CasesPage {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { cases: shown.map(summaryOf), next: last ? cursorOf(keyOf(last)) : null };
}
