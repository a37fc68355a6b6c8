import { sealedText } from '../log/private-texts.js';
import type { Projection } from '../views/projection.js';

export const accountsProjection: Projection = {
  name: 'accounts',
  version: 1,
  tables: `
    CREATE TABLE accounts (
      opened INTEGER PRIMARY KEY,
      account_id TEXT NOT NULL UNIQUE,
      username TEXT NOT NULL,
      display_name TEXT NOT NULL
    ) STRICT;
    CREATE INDEX accounts_by_username ON accounts (username, opened);
  `,
  handlers: {
    AccountOpened({ position, data: { accountId, username, displayName } }, sql) {
      sql.run(
        'INSERT INTO accounts (opened, account_id, username, display_name) VALUES (?, ?, ?, ?)',
        position,
        accountId,
        username,
        sealedText(displayName),
      );
    },
  },
};
