/** Primary result codes, https://www.sqlite.org/rescode.html. */
export const SQLITE_BUSY = 5;
export const SQLITE_CORRUPT = 11;
export const SQLITE_NOTADB = 26;

/**
 * The primary result code, or `undefined` when the error is not SQLite's. It asks for the field and
 * not for the class, because a native error comes from another realm inside a test runner.
 */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Whether SQLite found a file damaged, however often what it said was wrapped on its way. */
export function isCorruption(error: unknown): boolean {
  if (sqliteCode(error) === SQLITE_CORRUPT) return true;
  return error instanceof Error && error.cause !== undefined && isCorruption(error.cause);
}
