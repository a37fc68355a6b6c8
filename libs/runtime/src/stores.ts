import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  cutOffIn,
  isUnreadable,
  lockDataDirectory,
  LogCutOff,
  makeFolders,
  openedWhole,
  type FollowOptions,
} from '#libs/event-store';
import { KekUnusable, SubjectKeys } from '#libs/privacy';

import { reconcileKeys } from './reconcile-keys.js';
import { requireApart } from './kek-place.js';
import { openLog, type OpenLog } from './open-log.js';
import { requireOwnFiles } from './own-files.js';
import type { StorePlace } from './store-place.js';

/** The log and the keys of one process. */
export interface Stores extends OpenLog {
  readonly keys: SubjectKeys;
  readonly close: () => Promise<void>;
}

const OWNER_ONLY = 0o700;
/** Events of a log that was begun and not used yet: nothing in them is private. */
export const BEGUN = 1;

/**
 * Opens the log, and the keys that `kekFile` unwraps, once every erasure in the log has been
 * carried out on them. Throws `DataDirectoryInUse` when another process holds the directory,
 * `LogCutOff` when one was to be brought there and was not, `KekUnusable` when the keys cannot be
 * unwrapped, `UnusableSetting` when a file of it is a link, `DamagedFile`, what `openLog` throws.
 */
export async function openStores(place: StorePlace, options: FollowOptions = {}): Promise<Stores> {
  const { dataDir, sharedDir, kekFile } = place;
  prepare(dataDir, kekFile);
  const lock = lockDataDirectory(dataDir);
  const closes: (() => Promise<void> | void)[] = [() => lock.release()];
  const close = async () => {
    for (let last = closes.pop(); last; last = closes.pop()) await last();
  };
  try {
    const cutOff = place.eventStoreUrl === null ? cutOffIn(dataDir) : null;
    if (cutOff) throw new LogCutOff(cutOff);
    const log = await openLog(place, options);
    closes.push(() => log.store.close());
    const keysFile = join(sharedDir, 'keys.db');
    // A file made in its place would call everybody erased, and lose what is sealed from then on.
    if (!existsSync(keysFile) && log.store.head().size > BEGUN)
      throw new KekUnusable(sharedDir === dataDir ? 'no-keys' : 'no-shared-keys', keysFile);
    if (sharedDir !== dataDir) prepare(sharedDir, kekFile); // where a mistyped name made none
    const keys = openedWhole(keysFile, () => new SubjectKeys(keysFile, kekFile));
    closes.push(() => keys.close());
    await reconcileKeys(log.store, keys).catch(unlessUnreadable);
    return { ...log, keys, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function prepare(directory: string, kekFile: string): void {
  makeFolders(directory);
  chmodSync(directory, OWNER_ONLY);
  requireApart(kekFile, directory);
  requireOwnFiles(directory);
}

/** A row that cannot be read any more is for the check of the log to tell, which needs it open. */
function unlessUnreadable(error: unknown): void {
  if (!isUnreadable(error)) throw error;
}
