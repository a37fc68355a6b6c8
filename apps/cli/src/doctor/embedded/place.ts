import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { StoredLog } from '#libs/event-store';

import { dataDirOf } from '../../service-at-hand.js';
import type { KeysPlace } from '../keys-place.js';

/** A data directory and the settings it is opened with. */
export interface DataPlace extends KeysPlace {
  readonly dataDir: string;
  readonly isThere: boolean;
  readonly isShared: false;
}

export function dataPlace(env: NodeJS.ProcessEnv): DataPlace {
  const dataDir = dataDirOf(env);
  return { env, dataDir, sharedDir: dataDir, isThere: existsSync(dataDir), isShared: false };
}

/** The log, where there is one. */
export function logFileAt({ dataDir }: DataPlace): string | null {
  const file = join(dataDir, 'log.db');
  return existsSync(file) ? file : null;
}

/** `null` where there is none with anything in it; of one that cannot be read, its check tells. */
export function openedLog(place: DataPlace): StoredLog | null {
  const file = logFileAt(place);
  if (file === null || statSync(file).size === 0) return null;
  try {
    return StoredLog.open(file);
  } catch {
    return null;
  }
}
