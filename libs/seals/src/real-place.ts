import { existsSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

/** Whether what lies there, or would be made there, is `folder` or in it, by whatever links. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(realpathSync(folder), placeOf(path));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}

/** It, or the nearest folder above that exists, through links. */
function placeOf(path: string): string {
  let place = resolve(path);
  while (!existsSync(place)) place = dirname(place);
  return realpathSync(place);
}
