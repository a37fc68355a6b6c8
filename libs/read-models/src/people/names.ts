import type { OpenedText } from '#libs/domain';
import type { SubjectKeys } from '#libs/privacy';

import { openedColumn } from '../log/private-texts.js';
import type { Sql } from '../views/sql.js';

export interface NamedPerson {
  readonly personId: string;
  /** `null` when the person's data is erased, or nobody of that id is registered. */
  readonly name: OpenedText;
}

/** Opens the names of many people with one read. */
export class PersonNames {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  /** With `communeId`, people of any other commune stay without a name. */
  of(
    personIds: readonly string[],
    communeId: string | null = null,
  ): (personId: string) => NamedPerson {
    const rows = this.sql.all(
      `SELECT person_id AS personId, name FROM people
       WHERE person_id IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR commune_id = ?2)`,
      JSON.stringify([...new Set(personIds)]),
      communeId,
    ) as { personId: string; name: string }[];
    const names = new Map(rows.map((row) => [row.personId, openedColumn(row.name, this.keys)]));
    return (personId) => ({ personId, name: names.get(personId) ?? null });
  }

  inCommune(communeId: string): NamedPerson[] {
    const rows = this.sql.all(
      'SELECT person_id AS personId, name FROM people WHERE commune_id = ?',
      communeId,
    ) as { personId: string; name: string }[];
    return rows.map(({ personId, name }) => ({ personId, name: openedColumn(name, this.keys) }));
  }
}
