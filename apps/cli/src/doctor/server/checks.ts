import type { Check } from '../check.js';
import { keyFileCheck } from '../key-file.check.js';
import { missingKeysCheck } from '../missing-keys.check.js';
import { nodeCheck } from '../node.check.js';
import { redisCheck } from '../redis.check.js';
import { witnessesCheck } from '../witnesses.check.js';
import { damageCheck } from './damage.check.js';
import type { ServerPlace } from './place.js';
import { leaderCheck, reachableCheck } from './reachable.check.js';
import { accessListCheck, readsLogCheck } from './rights.check.js';
import { transportCheck } from './transport.check.js';

/** In the order in which they are told. */
export const serverChecks: readonly Check<ServerPlace>[] = [
  nodeCheck,
  transportCheck,
  reachableCheck,
  leaderCheck,
  readsLogCheck,
  accessListCheck,
  damageCheck,
  keyFileCheck,
  missingKeysCheck,
  witnessesCheck,
  redisCheck,
];
