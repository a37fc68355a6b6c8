import type { Instant, UnitRef } from '#libs/domain';
import type { Position } from '#libs/event-store';

import type { Sql } from '../views/sql.js';

export interface NamedUnit extends UnitRef {
  readonly name: string;
}

export interface UnitView extends NamedUnit {
  readonly parentId: string | null;
  readonly children: readonly NamedUnit[];
}

/** With the place in the log of the event that it stands on record by. */
export interface UnitOnRecord extends NamedUnit {
  readonly parentId: string | null;
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** By level and then as people count: `thôn 2` before `thôn 10`. */
const byName = new Intl.Collator('vi', { numeric: true });

/** No path is longer; it also ends a path that leads back to itself. */
const DEPTH_MAX = 8;

const PATH = `
  WITH RECURSIVE above (unit_id, depth) AS (
    VALUES (?, 0)
    UNION ALL
    SELECT units.parent_id, depth + 1 FROM above JOIN units USING (unit_id)
    WHERE units.parent_id IS NOT NULL AND depth < ${DEPTH_MAX}
  )
  SELECT unit_id AS unitId, level, name FROM above JOIN units USING (unit_id) ORDER BY depth`;

const BELOW = `
  WITH RECURSIVE below (unit_id, depth) AS (
    VALUES (?, 0)
    UNION ALL
    SELECT units.unit_id, depth + 1 FROM below JOIN units ON units.parent_id = below.unit_id
    WHERE depth < ${DEPTH_MAX}
  )
  SELECT DISTINCT unit_id AS unitId, level, name, parent_id AS parentId, position,
    recorded_at AS recordedAt
  FROM below JOIN units USING (unit_id) ORDER BY unit_id`;

export class Units {
  constructor(private readonly sql: Sql) {}

  unit(unitId: string): UnitView | null {
    const unit = this.sql.get(
      'SELECT unit_id AS unitId, level, name, parent_id AS parentId FROM units WHERE unit_id = ?',
      unitId,
    ) as Omit<UnitView, 'children'> | undefined;
    return unit ? { ...unit, children: this.children(unitId) } : null;
  }

  children(unitId: string): NamedUnit[] {
    const children = this.sql.all(
      'SELECT unit_id AS unitId, level, name FROM units WHERE parent_id = ?',
      unitId,
    ) as NamedUnit[];
    return children.sort(
      (a, b) => byName.compare(a.name, b.name) || (a.unitId < b.unitId ? -1 : 1),
    );
  }

  /** The unit and those above it, nearest first; none when it is not known. */
  path(unitId: string): NamedUnit[] {
    return this.sql.all(PATH, unitId) as NamedUnit[];
  }

  /** The unit itself and every unit below it; none when it is not known. */
  atOrBelow(unitId: string): Promise<UnitOnRecord[]> {
    return Promise.resolve(this.sql.all(BELOW, unitId) as UnitOnRecord[]);
  }

  /** Names by id; units that are not known are left out. */
  names(unitIds: readonly string[]): Map<string, string> {
    const rows = this.sql.all(
      'SELECT unit_id AS unitId, name FROM units WHERE unit_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(unitIds),
    ) as { unitId: string; name: string }[];
    return new Map(rows.map(({ unitId, name }) => [unitId, name]));
  }
}
