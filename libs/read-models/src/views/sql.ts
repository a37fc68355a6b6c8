import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

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
