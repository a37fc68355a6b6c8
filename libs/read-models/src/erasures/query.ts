import {
  can,
  type ErasureGround,
  type ErasureSubjectKind,
  type Instant,
  type OpenedText,
  type PlainDate,
  type RoleGrant,
} from '#libs/domain';

import type { Accounts } from '../accounts/query.js';
import { boundedLimit, cursorOf, keyAfter, type PageRequest } from '../page.js';
import type { Sql } from '../views/sql.js';

/** Personal data that somebody asked to have erased, or held. It names nobody whose data it is. */
export interface ErasureView {
  readonly subjectId: string;
  readonly kind: ErasureSubjectKind;
  /** `null` when nobody has asked for it: the data is only on hold. */
  readonly status: 'proposed' | 'declined' | 'erased' | null;
  readonly onHold: boolean;
  /** Titles that day, and places without one (dôi dư): whoever decides has to know. */
  readonly positionsHeld: number;
  readonly ground: ErasureGround | null;
  readonly reference: string | null;
  readonly requestedBy: ErasureParty | null;
  readonly requestedAt: Instant | null;
  readonly decidedBy: ErasureParty | null;
  readonly decidedAt: Instant | null;
}

interface ErasureParty {
  readonly accountId: string;
  /** `null` where the account has no name, or its person's data is erased. */
  readonly name: OpenedText;
}

export interface ErasuresRequest extends PageRequest {
  /** Everything the account may be. */
  readonly roles: readonly RoleGrant[];
  /** Of the titles that are held. */
  readonly on: PlainDate;
}

export interface ErasuresPage {
  readonly erasures: readonly ErasureView[];
  /** Where the next page begins; `null` when this was the last. */
  readonly next: string | null;
}

type Row = Omit<ErasureView, 'onHold' | 'requestedBy' | 'decidedBy'> & {
  readonly opened: number;
  readonly onHold: 0 | 1;
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
};

/** `?1`: units whose erasures are read, with all units below; `null` for all there are. */
const PAGE = `
  SELECT opened, subject_id AS subjectId, kind, status, on_hold AS onHold, ground, reference,
    requested_by AS requestedBy, requested_at AS requestedAt,
    decided_by AS decidedBy, decided_at AS decidedAt, (${held('subject_id', '?4')}) AS positionsHeld
  FROM erasures
  WHERE opened < ?2 AND (?1 IS NULL OR EXISTS (
    SELECT 1 FROM json_each(unit_path) AS unit
    WHERE unit.value IN (SELECT value FROM json_each(?1))))
  ORDER BY opened DESC LIMIT ?3`;

export class Erasures {
  constructor(
    private readonly sql: Sql,
    private readonly accounts: Accounts,
  ) {}

  /** Those these roles may read, the newest first. */
  list(request: ErasuresRequest): ErasuresPage {
    const [before] = keyAfter<[number]>(request, [Number.MAX_SAFE_INTEGER]);
    const limit = boundedLimit(request);
    const units = unitsRead(request.roles);
    const rows = this.sql.all(
      PAGE,
      ...[units && JSON.stringify(units), before, limit + 1, request.on],
    ) as Row[];
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { erasures: this.#named(shown), next: last ? cursorOf([last.opened]) : null };
  }

  /** How many titles a person holds on a day; of a case none. */
  positionsHeld(subjectId: string, on: PlainDate): number {
    const [row] = this.sql.all(held('?1', '?2'), subjectId, on) as { count: number }[];
    return row?.count ?? 0;
  }

  #named(rows: readonly Row[]): ErasureView[] {
    const ids = rows.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]);
    const names = this.accounts.displayNames(ids.filter((id) => id !== null));
    const party = (accountId: string | null) =>
      accountId === null ? null : { accountId, name: names.get(accountId) ?? null };
    return rows.map((row) => {
      const { subjectId, kind, status, positionsHeld } = row;
      const { ground, reference, requestedAt, decidedAt } = row;
      return {
        ...{ subjectId, kind, status, onHold: row.onHold === 1, positionsHeld },
        ...{ ground, reference },
        ...{ requestedBy: party(row.requestedBy), requestedAt },
        ...{ decidedBy: party(row.decidedBy), decidedAt },
      };
    });
  }
}

function held(person: string, day: string): string {
  return `SELECT count(*) AS count FROM people AS p JOIN staffing_holdings AS held
      ON held.commune_id = p.commune_id AND held.person_id = p.person_id
    WHERE p.person_id = ${person} AND held.known_to IS NULL AND held.legal_from <= ${day}
      AND (held.legal_to IS NULL OR held.legal_to > ${day})`;
}

/** The units of the grants that read erasures, by the one permission rule; `null`: everything. */
function unitsRead(roles: readonly RoleGrant[]): string[] | null {
  const reads = (unitPath: string[], grant: RoleGrant) =>
    can({ accountId: '', personId: '', roles: [grant] }, 'erasure.read', { unitPath }) !== null;
  if (roles.some((grant) => reads(['(any)'], grant))) return null;
  return roles.filter((grant) => reads([grant.unitId], grant)).map(({ unitId }) => unitId);
}
