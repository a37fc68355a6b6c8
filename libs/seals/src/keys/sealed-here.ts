import { sealKeyFile, type SealKeyPlace } from './key-file.js';
import { LastSealed } from './last-sealed.js';
import { LogHome } from './log-home.js';

/**
 * Events that were sealed here of the log that belongs to a data directory; `null` where nothing
 * beside the keys says so. Whoever can write the directory can neither make nor remove that.
 */
export function sealedHere(place: SealKeyPlace, dataDir: string): number | null {
  const origin = new LogHome(place, dataDir).origin();
  if (origin === null) return null;
  const { path } = sealKeyFile(place, origin, dataDir);
  return new LastSealed(path, origin).read()?.checkpoint.size ?? null;
}
