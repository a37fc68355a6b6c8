import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { KekUnusable } from '#libs/privacy';

/** Where the key-encryption key lies: `TOTRINH_KEK_FILE`, else among the user's own settings. */
export function kekFileFrom(env: NodeJS.ProcessEnv): string {
  if (env.TOTRINH_KEK_FILE) return resolve(env.TOTRINH_KEK_FILE);
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'totrinh', 'kek');
}

/** Whoever copies the data directory must not get the key to it in the same copy. */
export function requireApart(kekFile: string, dataDir: string): void {
  const way = relative(realpathSync(dataDir), placeOf(kekFile));
  if (way === '' || (way !== '..' && !way.startsWith(`..${sep}`)))
    throw new KekUnusable('beside-the-data', kekFile);
}

/** The nearest folder above that exists, through links. */
function placeOf(path: string): string {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  return realpathSync(folder);
}
