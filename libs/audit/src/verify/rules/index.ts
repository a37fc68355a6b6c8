import { actsPermitted } from './acts-permitted.js';
import { authorNeverDecides } from './author-never-decides.js';
import { headsFollow } from './heads-follow.js';
import type { HistoryRule } from './history-rule.js';
import { movesByDecision } from './moves-by-decision.js';
import { oneHolderPerSlot } from './one-holder-per-slot.js';
import { routeInForce } from './route-in-force.js';
import { stepsOnRoute } from './steps-on-route.js';
import { twoPersonsErase } from './two-persons-erase.js';

/** A new rule is one file here and one line below. The first that speaks is the one reported. */
export const historyRules: readonly HistoryRule[] = [
  authorNeverDecides,
  stepsOnRoute,
  routeInForce,
  actsPermitted,
  oneHolderPerSlot,
  headsFollow,
  movesByDecision,
  twoPersonsErase,
];
