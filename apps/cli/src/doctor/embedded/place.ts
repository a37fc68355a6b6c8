import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { KeysPlace } from '../keys-place.js';
import { dataDirOf } from '../../service-at-hand.js';

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
