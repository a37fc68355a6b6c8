import { can, type Actor } from '#libs/domain';
import type { ReadModels } from '#libs/read-models';

import { notKnownHere } from '../not-known.js';

/** Refuses as not found what the actor may not read: that it exists is already an answer. */
export function requireReadableUnit(readModels: ReadModels, actor: Actor, unitId: string): void {
  const unitPath = readModels.units.path(unitId).map((unit) => unit.unitId);
  if (unitPath.length === 0 || !can(actor, 'staffing.read', { unitPath })) throw notKnownHere();
}
