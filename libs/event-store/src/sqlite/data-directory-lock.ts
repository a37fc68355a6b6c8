import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirectoryInUse } from '../port.js';
import { makeFolders } from './make-folders.js';
import { SQLITE_BUSY, sqliteCode } from './sqlite-error.js';

export interface DataDirectoryLock {
  release(): void;
}

/** A lock that its holder forgot about must not be closed by the garbage collector. */
const held = new Set<DatabaseSync>();

/**
 * Takes the data directory for this process, and makes it where it is missing. Throws
 * `DataDirectoryInUse` at once when it is taken.
 *
 * It is SQLite's own lock on `lock.db`, an open exclusive transaction, so the system takes it back
 * the moment the process dies, however it dies. The file stays and means nothing by itself. Nobody
 * may open it by other means: closing any descriptor of it in this process would drop the lock.
 */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  makeFolders(directory);
  const database = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (sqliteCode(error) !== SQLITE_BUSY) throw error;
    throw new DataDirectoryInUse(directory, { cause: error });
  }
  held.add(database);
  return {
    release: () => {
      if (held.delete(database)) database.close();
    },
  };
}
