import type { OpenedText } from '#libs/domain';
import type { SubjectKeys } from '#libs/privacy';

import { openedColumn } from '../log/private-texts.js';
import type { Sql } from '../views/sql.js';

export class Accounts {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
  ) {}

  /** The account that signs in under this name: the first that was opened with it. */
  byUsername(username: string): string | null {
    const row = this.sql.get(
      'SELECT account_id AS accountId FROM accounts WHERE username = ? ORDER BY opened LIMIT 1',
      username,
    ) as { accountId: string } | undefined;
    return row?.accountId ?? null;
  }

  /** `null` when there is no such account, or its person's data is erased. */
  displayName(accountId: string): OpenedText {
    return this.displayNames([accountId]).get(accountId) ?? null;
  }

  displayNames(accountIds: readonly string[]): Map<string, OpenedText> {
    const rows = this.sql.all(
      `SELECT account_id AS accountId, display_name AS displayName FROM accounts
       WHERE account_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(accountIds),
    ) as { accountId: string; displayName: string }[];
    return new Map(
      rows.map(({ accountId, displayName }) => [accountId, openedColumn(displayName, this.keys)]),
    );
  }
}
