import { SQLITE_CORRUPT, SQLITE_NOTADB, sqliteCode } from './sqlite-error.js';

/** A file that is no database, or one that SQLite cannot read any more. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';

  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} is damaged or no database.`, options);
  }
}

/** Opens a database; throws `DamagedFile`: SQLite does not say which file it could not read. */
export function openedWhole<Opened>(file: string, open: () => Opened): Opened {
  try {
    return open();
  } catch (error) {
    if (isDamage(error)) throw new DamagedFile(file, { cause: error });
    throw error;
  }
}

/** Whether SQLite says that what it was given is damaged or no database. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}
