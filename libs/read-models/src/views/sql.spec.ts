import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Sql } from './sql.js';

describe('a transaction', () => {
  let database: DatabaseSync;
  let sql: Sql;
  beforeEach(() => {
    database = new DatabaseSync(':memory:');
    sql = new Sql(database);
    // Held against the rows by COMMIT alone.
    sql.exec(`
      CREATE TABLE units (id TEXT PRIMARY KEY,
        parent TEXT REFERENCES units DEFERRABLE INITIALLY DEFERRED) STRICT`);
  });
  afterEach(() => sql.close());

  const insert = (id: string, parent: string | null) => () =>
    sql.run('INSERT INTO units VALUES (?, ?)', id, parent);
  const count = () => sql.all('SELECT id FROM units').length;

  it('is all of the work', () => {
    sql.transaction(insert('xa', null));
    expect(count()).toBe(1);
  });

  it.each([
    ['the work fails', () => insert('xa', null)(), 'xa'],
    ['only its COMMIT fails', () => undefined, 'nowhere'],
  ])('leaves nothing behind, itself least of all, where %s', (_what, more, parent) => {
    const work = () => {
      insert('thon', parent)();
      more();
      if (parent === 'xa') throw new Error('work');
    };
    expect(() => sql.transaction(work)).toThrow(parent === 'xa' ? 'work' : 'FOREIGN KEY');
    expect(database.isTransaction).toBe(false);
    expect(count()).toBe(0);
    sql.transaction(insert('xa', null));
    expect(count()).toBe(1);
  });
});
