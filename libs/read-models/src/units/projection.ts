import type { Projection } from '../views/projection.js';

export const unitsProjection: Projection = {
  name: 'units',
  version: 1,
  tables: `
    CREATE TABLE units (
      unit_id TEXT PRIMARY KEY,
      level TEXT NOT NULL,
      name TEXT NOT NULL,
      parent_id TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX units_by_parent ON units (parent_id);
  `,
  handlers: {
    UnitEstablished({ data: { unitId, level, name, parentId } }, sql) {
      sql.run(
        'INSERT INTO units (unit_id, level, name, parent_id) VALUES (?, ?, ?, ?)',
        unitId,
        level,
        name,
        parentId,
      );
    },
  },
};
