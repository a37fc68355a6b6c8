import { LogHome, NotKept, type SealKeyPlace } from '#libs/seals';

import { tell } from '../output.js';

/**
 * Whoever puts a checked log into a data directory says by it that it belongs there. It is said
 * before the log is there: one that is begun anew is taken whatever was said, but a log that is
 * there and is not the one that was said is taken for a forged one.
 */
export async function rememberHome(
  dataDir: string,
  origin: string,
  keyPlace: SealKeyPlace,
): Promise<void> {
  try {
    await new LogHome(keyPlace, dataDir).keep(origin);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    tell(error.message);
  }
}
