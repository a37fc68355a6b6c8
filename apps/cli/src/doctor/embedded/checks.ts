import type { Check } from '../check.js';
import { nodeCheck } from '../node.check.js';
import { redisCheck } from '../redis.check.js';
import { accessFileCheck, viewsFileCheck } from './databases.check.js';
import { dataDirectoryCheck } from './data-directory.check.js';
import { diskSpaceCheck } from './disk-space.check.js';
import { holderCheck } from './holder.check.js';
import { keysGoneCheck } from './keys-gone.check.js';
import { keyFileCheck } from '../key-file.check.js';
import { logFileCheck } from './log-file.check.js';
import { missingKeysCheck } from '../missing-keys.check.js';
import type { DataPlace } from './place.js';
import { restoredCheck } from './restored.check.js';
import { rowsCheck } from './rows.check.js';
import { sealKeyCheck } from './seal-key.check.js';
import { witnessesCheck } from '../witnesses.check.js';

/** In the order in which they are told. */
export const dataPlaceChecks: readonly Check<DataPlace>[] = [
  nodeCheck,
  dataDirectoryCheck,
  diskSpaceCheck,
  holderCheck,
  logFileCheck,
  rowsCheck,
  restoredCheck,
  keyFileCheck,
  keysGoneCheck,
  missingKeysCheck,
  accessFileCheck,
  viewsFileCheck,
  sealKeyCheck,
  witnessesCheck,
  redisCheck,
];
