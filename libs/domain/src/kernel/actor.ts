/**
 * What an account may be in a unit. `operator` runs the service, `process` is the service,
 * `data-protection-officer` (phụ trách bảo vệ dữ liệu cá nhân) has personal data erased.
 */
export type Role =
  | 'commune-officer'
  | 'organisation-commission'
  | 'standing-committee'
  | 'auditor'
  | 'data-protection-officer'
  | 'operator'
  | 'process';

export interface RoleGrant {
  readonly role: Role;
  readonly unitId: string;
}

/** Who asks, with everything they may be. It comes from the session, never from a request. */
export interface Actor {
  readonly accountId: string;
  readonly personId: string;
  readonly roles: readonly RoleGrant[];
}

/** Who acted and in what capacity; stands in every event. */
export type Capacity = Pick<Actor, 'accountId' | 'personId'> & RoleGrant;
