import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface LoggedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly effectiveOn: string;
  readonly meta: {
    readonly commandId: string;
    readonly correlationId: string;
    readonly causationId: string | null;
    readonly actor: { readonly personId: string; readonly role: string };
  };
}

/** Every event of a log that no service holds any more, in order. */
export function readLog(dataDir: string): LoggedEvent[] {
  const database = new DatabaseSync(join(dataDir, 'log.db'), { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT position, name AS stream, revision, id, type, effective_on AS effectiveOn, meta
         FROM events JOIN streams ON streams.key = events.stream ORDER BY position`,
      )
      .all() as unknown as (Omit<LoggedEvent, 'meta'> & { meta: string })[];
    return rows.map((row) => ({ ...row, meta: JSON.parse(row.meta) as LoggedEvent['meta'] }));
  } finally {
    database.close();
  }
}
