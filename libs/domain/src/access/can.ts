import type { Actor, Capacity, Role, RoleGrant } from '../kernel/actor.js';
import { Refusal } from '../kernel/refusal.js';

export type Action =
  | 'proposal.write' // draft, revise, submit, withdraw
  | 'proposal.answer'
  | 'proposal.read'
  | 'staffing.read'
  | 'person.register'
  | 'erasure.propose'
  | 'erasure.decide' // approve, decline, hold
  | 'erasure.read'
  | 'process.act' // what the service does by itself: open a step, enact
  | 'service.set-up'; // units, accounts, policies, opening positions

/** What an action is about, as far as permission goes. */
export interface Resource {
  /** The unit it belongs to, then every unit above it, nearest first. */
  readonly unitPath: readonly string[];
  /** Who must answer the open step. */
  readonly body?: RoleGrant;
  /** It has not been submitted yet. */
  readonly isDraft?: boolean;
  /** Persons who drafted, edited or submitted it. */
  readonly authors?: readonly string[];
}

type Reach = (grant: RoleGrant, resource: Resource) => boolean;

const ownUnit: Reach = (grant, resource) => resource.unitPath[0] === grant.unitId;
const unitsBelow: Reach = (grant, resource) => resource.unitPath.includes(grant.unitId);
/** A draft is its commune's alone until it is submitted. */
const submittedBelow: Reach = (grant, resource) =>
  unitsBelow(grant, resource) && resource.isDraft !== true;
const openStep: Reach = (grant, { body }) =>
  body?.role === grant.role && body.unitId === grant.unitId;
const everywhere: Reach = () => true;

/** Role by role, what it may do and how far. What is not listed is not allowed. */
const GRANTS: Record<Role, Partial<Record<Action, Reach>>> = {
  'commune-officer': {
    'proposal.write': ownUnit,
    'proposal.read': ownUnit,
    'staffing.read': unitsBelow,
    'person.register': ownUnit,
  },
  'organisation-commission': {
    'proposal.answer': openStep,
    'proposal.read': submittedBelow,
    'staffing.read': unitsBelow,
  },
  'standing-committee': {
    'proposal.answer': openStep,
    'proposal.read': submittedBelow,
    'staffing.read': unitsBelow,
  },
  auditor: {
    'proposal.read': submittedBelow,
    'staffing.read': unitsBelow,
    'erasure.read': unitsBelow,
  },
  // Must see what is to go, and decides on nothing else.
  'data-protection-officer': {
    'proposal.read': submittedBelow,
    'staffing.read': unitsBelow,
    'erasure.propose': unitsBelow,
    'erasure.decide': unitsBelow,
    'erasure.read': unitsBelow,
  },
  // Asks on behalf of whoever wrote in; a credential that lies in a file approves nothing.
  operator: {
    'service.set-up': everywhere,
    'staffing.read': everywhere,
    'erasure.propose': everywhere,
    'erasure.read': everywhere,
  },
  process: { 'process.act': everywhere, 'staffing.read': everywhere },
};

/**
 * The one permission rule, for the edge, the deciders and the verifier alike: the capacity in which
 * the actor may do it, or `null`. Whoever drafted, edited or submitted a proposal never answers it,
 * whatever account or role they use.
 */
export function can(actor: Actor, action: Action, resource: Resource): Capacity | null {
  if (action === 'proposal.answer' && resource.authors?.includes(actor.personId)) return null;
  const grant = actor.roles.find((held) => GRANTS[held.role][action]?.(held, resource));
  return grant ? { accountId: actor.accountId, personId: actor.personId, ...grant } : null;
}

/** Whether a role can be named as the body of a step. */
export function mayAnswer(role: Role): boolean {
  return GRANTS[role]['proposal.answer'] !== undefined;
}

/** As `can`, but throws the refusal. */
export function authorise(actor: Actor, action: Action, resource: Resource): Capacity {
  if (action === 'proposal.answer' && resource.authors?.includes(actor.personId))
    throw new Refusal('forbidden', 'author-never-decides', {
      vi: 'Người soạn, sửa hoặc trình tờ trình không được giải quyết chính tờ trình đó.',
      en: 'Whoever drafted, edited or submitted a proposal may not decide on it.',
    });
  const capacity = can(actor, action, resource);
  if (capacity) return capacity;
  throw new Refusal('forbidden', 'not-allowed', {
    vi: 'Tài khoản của bạn không có quyền làm việc này ở đơn vị này.',
    en: 'Your account may not do this in this unit.',
  });
}
