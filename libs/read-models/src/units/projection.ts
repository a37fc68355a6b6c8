import type { Projection } from '../views/projection.js';

export const unitsProjection: Projection = {
  name: 'units',
  version: 2,
  tables: `
    CREATE TABLE units (
      unit_id TEXT PRIMARY KEY,
      level TEXT NOT NULL,
      name TEXT NOT NULL,
      parent_id TEXT,
      position INTEGER NOT NULL,
      recorded_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX units_by_parent ON units (parent_id);
  `,
  handlers: {
    UnitEstablished({ data, position, recordedAt }, sql) {
      const { unitId, level, name, parentId } = data;
      sql.run(
        `INSERT INTO units (unit_id, level, name, parent_id, position, recorded_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
        ...[unitId, level, name, parentId, position, recordedAt],
      );
    },
  },
};
