import { sealedText } from '../log/private-texts.js';
import type { Projection } from '../views/projection.js';

export const peopleProjection: Projection = {
  name: 'people',
  version: 1,
  tables: `
    CREATE TABLE people (
      person_id TEXT PRIMARY KEY,
      commune_id TEXT NOT NULL,
      name TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX people_by_commune ON people (commune_id);
  `,
  handlers: {
    PersonRegistered({ data: { personId, communeId, name } }, sql) {
      sql.run(
        'INSERT INTO people (person_id, commune_id, name) VALUES (?, ?, ?)',
        personId,
        communeId,
        sealedText(name),
      );
    },
  },
};
