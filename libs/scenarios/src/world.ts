import type { PlainDate, PolicyContent, RoleGrant, UnitLevel } from '#libs/domain';

/**
 * What must stand before a programme can run: units, rules, people, accounts and who holds what.
 * All persons in it are invented.
 */
export interface World {
  readonly id: string;
  readonly units: readonly WorldUnit[];
  readonly policies: readonly WorldPolicy[];
  readonly people: readonly WorldPerson[];
  readonly accounts: readonly WorldAccount[];
  readonly openings: readonly OpeningPosition[];
}

export interface WorldUnit {
  readonly unitId: string;
  readonly level: UnitLevel;
  readonly name: string;
  readonly parentId: string | null;
}

export interface WorldPolicy {
  readonly policyId: string;
  readonly version: number;
  readonly from: PlainDate;
  readonly basis: string;
  readonly content: PolicyContent;
}

export interface WorldPerson {
  readonly personId: string;
  readonly communeId: string;
  readonly name: string;
}

/** An account for demonstration: its password is published. */
export interface WorldAccount {
  readonly accountId: string;
  readonly personId: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly RoleGrant[];
}

/** Who holds what in one unit on the day the record begins. */
export interface OpeningPosition {
  readonly communeId: string;
  readonly unitId: string;
  readonly on: PlainDate;
  readonly slots: readonly OpeningSlot[];
  readonly officials: readonly {
    readonly personId: string;
    readonly workforce: 'cadre' | 'civil-servant';
  }[];
}

export interface OpeningSlot {
  readonly slotId: string;
  readonly titleId: string;
  readonly holderId: string | null;
}

/** Password of every demonstration account; such accounts work on loopback only. */
export const DEMONSTRATION_PASSWORD = 'minh-hoa-to-trinh';
