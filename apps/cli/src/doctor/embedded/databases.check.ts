import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { isDamage } from '#libs/event-store';

import { BACK_IN, failure, warning, type Check, type Outcome } from '../check.js';
import type { DataPlace } from './place.js';

/** Passwords and sessions. */
export const accessFileCheck: Check<DataPlace> = {
  id: 'access-file',
  ask: ({ dataDir }) =>
    unlessWhole(join(dataDir, 'access.db'), (damaged) => failure(damaged, BACK_IN)),
};

/** The read models, which nobody has to mend. */
export const viewsFileCheck: Check<DataPlace> = {
  id: 'views-file',
  ask: ({ dataDir }) =>
    unlessWhole(join(dataDir, 'views.db'), (damaged) =>
      warning(damaged, 'Không phải làm gì: lần chạy sau sẽ lập lại từ sổ.'),
    ),
};

/** Only what the next start would meet: to read all pages of large views takes too long. */
function unlessWhole(file: string, tell: (damaged: string) => Outcome): Outcome | null {
  if (!existsSync(file)) return null;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return null;
  } catch (error) {
    // Whatever else it is, a service that holds the file among it, is no damage.
    return isDamage(error) ? tell(`Tệp ${file} đã hỏng hoặc không phải cơ sở dữ liệu.`) : null;
  } finally {
    database.close();
  }
}
