import type { OpenedText } from './opened-text.js';

export type RoleName =
  | 'commune-officer'
  | 'organisation-commission'
  | 'standing-committee'
  | 'auditor'
  | 'data-protection-officer'
  | 'operator';

export interface RoleGrant {
  readonly role: RoleName;
  readonly label: string;
  readonly unitId: string;
  readonly unitName: string | null;
}

export interface Account {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: OpenedText;
  readonly demonstration: boolean;
  readonly roles: RoleGrant[];
}
