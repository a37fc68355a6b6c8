import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { sqliteCode } from '#libs/event-store';

/** SQLite: busy, out of memory, I/O error, full. */
const OF_THE_MACHINE: ReadonlySet<number | undefined> = new Set([5, 7, 10, 13]);

/** Whether the same may succeed later: what is wrong lies neither in the work nor in the file. */
export function mayPass(error: unknown): boolean {
  return OF_THE_MACHINE.has(sqliteCode(error));
}

/** An open database whose statements are prepared once. Callers say what a row looks like. */
export class Sql {
  readonly #statements = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  run(text: string, ...values: SQLInputValue[]): void {
    this.#statement(text).run(...values);
  }

  get(text: string, ...values: SQLInputValue[]): unknown {
    return this.#statement(text).get(...values);
  }

  all(text: string, ...values: SQLInputValue[]): unknown[] {
    return this.#statement(text).all(...values);
  }

  /** All of the work or none of it. */
  transaction(work: () => void): void {
    this.run('BEGIN IMMEDIATE');
    try {
      work();
      this.run('COMMIT');
    } catch (error) {
      if (this.database.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  /** For statements that are run once. */
  exec(text: string): void {
    this.database.exec(text);
  }

  close(): void {
    this.#statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  #statement(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known) return known;
    const prepared = this.database.prepare(text);
    this.#statements.set(text, prepared);
    return prepared;
  }
}
