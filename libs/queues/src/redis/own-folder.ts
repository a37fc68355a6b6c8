import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Whether a folder, where there is one, holds folders and regular files only. Redis writes through
 * a link to whatever it leads to, and waits for the other end of a pipe.
 */
export function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return !found || (found.isDirectory() && holdsPlainOnly(folder));
}

function holdsPlainOnly(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).every((entry) =>
    entry.isDirectory() ? holdsPlainOnly(path.join(folder, entry.name)) : entry.isFile(),
  );
}
