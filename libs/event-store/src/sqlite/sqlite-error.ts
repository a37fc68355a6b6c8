import { StoreUnavailable } from '../port.js';

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

/** Whether the log did not answer as its file is damaged, and not as it could not be reached. */
export function isLogDamage(error: unknown): boolean {
  return error instanceof StoreUnavailable && isCorruption(error);
}

/** However often what SQLite said was wrapped on its way. */
function isCorruption(error: unknown): boolean {
  if (sqliteCode(error) === SQLITE_CORRUPT) return true;
  return error instanceof Error && error.cause !== undefined && isCorruption(error.cause);
}
