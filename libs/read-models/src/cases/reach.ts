import { can, type RoleGrant } from '#libs/domain';

/** How deep below the unit of a grant its cases may lie: 0 is the unit's own. */
export interface Reach {
  readonly unitId: string;
  readonly depthMax: number;
}

/** Deeper than any unit lies below another. */
const ANY_DEPTH = 99;

/** What these roles may read, by the one permission rule; whoever reads nothing has no reach. */
export function reachOf(roles: readonly RoleGrant[]): Reach[] {
  const reach = new Map<string, number>();
  for (const grant of roles) {
    const depth = depthOf(grant);
    if (depth !== null) reach.set(grant.unitId, Math.max(depth, reach.get(grant.unitId) ?? 0));
  }
  return [...reach].map(([unitId, depthMax]) => ({ unitId, depthMax }));
}

function depthOf(grant: RoleGrant): number | null {
  const actor = { accountId: '', personId: '', roles: [grant] };
  const reads = (unitPath: string[]) => can(actor, 'proposal.read', { unitPath }) !== null;
  if (reads(['(below)', grant.unitId])) return ANY_DEPTH;
  return reads([grant.unitId]) ? 0 : null;
}
