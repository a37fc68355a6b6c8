import type { Projection } from '../views/projection.js';

export const policiesProjection: Projection = {
  name: 'policies',
  version: 1,
  tables: `
    CREATE TABLE policies (
      policy_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      recorded_at TEXT NOT NULL,
      issued TEXT NOT NULL,
      PRIMARY KEY (policy_id, version)
    ) STRICT;
  `,
  handlers: {
    PolicyVersionIssued({ recordedAt, data }, sql) {
      sql.run(
        'INSERT INTO policies (policy_id, version, recorded_at, issued) VALUES (?, ?, ?, ?)',
        data.policyId,
        data.version,
        recordedAt,
        JSON.stringify(data),
      );
    },
  },
};
