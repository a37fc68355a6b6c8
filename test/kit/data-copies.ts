import { cpSync, existsSync } from 'node:fs';

import { configOf, kekFileOf, newDirectory } from './directories.js';

/** A copy of a data directory that nobody uses, with the keys that lie outside of it. */
export function copyOfData(dataDir: string): string {
  const copy = newDirectory();
  cpSync(dataDir, copy, { recursive: true });
  copyKeys(dataDir, copy);
  return copy;
}

/** What the service on `dataDir` keeps elsewhere, for a service on `to`. */
export function copyKeys(dataDir: string, to: string): void {
  for (const placeOf of [kekFileOf, configOf])
    if (existsSync(placeOf(dataDir))) cpSync(placeOf(dataDir), placeOf(to), { recursive: true });
}
