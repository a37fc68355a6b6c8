import type { Sql } from '../views/sql.js';

/** Every table with its rows in a fixed order: two equal dumps are the same views. */
export function dump(sql: Sql): string {
  const tables = sql.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") as {
    name: string;
  }[];
  return tables
    .map(({ name }) => {
      const rows = sql.all(`SELECT * FROM "${name}"`).map((row) => JSON.stringify(row));
      return `${name}\n${rows.sort().join('\n')}`;
    })
    .join('\n\n');
}
