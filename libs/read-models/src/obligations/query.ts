import type { Instant, Obligation } from '#libs/domain';
import type { Position } from '#libs/event-store';

import { boundedLimit, cursorOf, keyAfter, type PageRequest } from '../page.js';
import type { Sql } from '../views/sql.js';

export interface OpenObligation extends Obligation {
  readonly obligationId: string;
  /** When the event it follows from was recorded. */
  readonly openedAt: Instant;
}

type Row = OpenObligation & { readonly opened: number };

/** What the service owes and has not done yet, by the processes of the domain. */
export class Obligations {
  constructor(private readonly sql: Sql) {}

  /** Those owed since a position of the log, the oldest first; at most a page of them. */
  openedAfter(position: Position): readonly (OpenObligation & { readonly opened: Position })[] {
    return this.sql.all(
      `SELECT opened, obligation_id AS obligationId, kind, subject, revision, opened_at AS openedAt
       FROM obligations_open WHERE opened > ? ORDER BY opened LIMIT ?`,
      position,
      boundedLimit({ limit: Infinity, after: null }),
    ) as Row[];
  }

  /** The oldest first. */
  openObligations(page: PageRequest): {
    readonly obligations: readonly OpenObligation[];
    readonly next: string | null;
  } {
    const limit = boundedLimit(page);
    const [openedAfter, idAfter] = keyAfter<[number, string]>(page, [0, '']);
    const rows = this.sql.all(
      `SELECT opened, obligation_id AS obligationId, kind, subject, revision, opened_at AS openedAt
       FROM obligations_open WHERE (opened, obligation_id) > (?, ?)
       ORDER BY opened, obligation_id LIMIT ?`,
      openedAfter,
      idAfter,
      limit + 1,
    ) as Row[];
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      obligations: shown.map(({ obligationId, kind, subject, revision, openedAt }) => ({
        ...{ obligationId, kind, subject, revision, openedAt },
      })),
      next: last ? cursorOf([last.opened, last.obligationId]) : null,
    };
  }
}
