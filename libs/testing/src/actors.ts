import {
  plainDate,
  type Actor,
  type Capacity,
  type CommandContext,
  type Instant,
  type Role,
  type RoleGrant,
} from '#libs/domain';
import { communeId, districtId, provinceId } from './units.js';

/** A person with one account; `personId` tells the person, who may have other accounts. */
export function actorOf(personId: string, ...roles: readonly RoleGrant[]): Actor {
  return { accountId: `account-${personId}`, personId, roles };
}

/** One person in each role, where that role sits in the invented province. */
export const actors = {
  'commune-officer': actorOf('can-bo-xa', grant('commune-officer', communeId)),
  'organisation-commission': actorOf('ban-to-chuc', grant('organisation-commission', districtId)),
  'standing-committee': actorOf('ban-thuong-vu', grant('standing-committee', districtId)),
  auditor: actorOf('kiem-tra', grant('auditor', provinceId)),
  'data-protection-officer': actorOf(
    'bao-ve-du-lieu',
    grant('data-protection-officer', districtId),
  ),
  operator: actorOf('van-hanh', grant('operator', provinceId)),
  process: actorOf('he-thong', grant('process', provinceId)),
} satisfies Record<Role, Actor>;

/** The capacity in which an actor with one role acts: what stands in the events. */
export function capacityOf({ accountId, personId, roles }: Actor): Capacity {
  const [held] = roles;
  if (!held) throw new Error(`${accountId} has no role.`);
  return { accountId, personId, ...held };
}

/** What every command carries, asked at noon of the day of the act. */
export function context(by: Actor, on: string): CommandContext {
  return { by, on: plainDate(on), at: noonOn(on) };
}

/** Noon in Việt Nam. */
export function noonOn(day: string): Instant {
  return `${plainDate(day)}T05:00:00.000Z` as Instant;
}

function grant(role: Role, unitId: string): RoleGrant {
  return { role, unitId };
}
