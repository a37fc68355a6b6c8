import { getRouteApi } from '@tanstack/react-router';

import type { Account, RoleGrant } from '../api/contract.js';

const signedIn = getRouteApi('/signed-in');

export function useAccount(): Account {
  return signedIn.useRouteContext().account;
}

/** The grant by which the account proposes for this commune, if any. */
export function officerOf(account: Account, communeId: string): RoleGrant | null {
  const mine = ({ role, unitId }: RoleGrant) => role === 'commune-officer' && unitId === communeId;
  return account.roles.find(mine) ?? null;
}

export function communesOf({ roles }: Account): readonly RoleGrant[] {
  return roles.filter(({ role }) => role === 'commune-officer');
}
