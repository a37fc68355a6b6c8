import { describe, expect, it } from '@jest/globals';

import { actorOf, capacityOf, communeId, districtId, provinceId } from '#libs/testing';

import type { Role } from '../kernel/actor.js';
import { authorise, can, mayAnswer, type Action, type Resource } from './can.js';

/** How the resource lies to the unit in which the actor has the role. */
const REACHES = [
  'own unit',
  'unit below',
  'draft below',
  'other unit',
  'open step of that body',
] as const;
type Reach = (typeof REACHES)[number];

const ACTIONS = [
  'proposal.write',
  'proposal.answer',
  'proposal.read',
  'staffing.read',
  'person.register',
  'erasure.propose',
  'erasure.decide',
  'erasure.read',
  'process.act',
  'service.set-up',
] as const satisfies readonly Action[];

const own: readonly Reach[] = ['own unit', 'open step of that body'];
const submittedBelow: readonly Reach[] = [...own, 'unit below'];
const ownAndBelow: readonly Reach[] = [...submittedBelow, 'draft below'];
const stepAlone: readonly Reach[] = ['open step of that body'];

/** The whole permission table, said a second time: what is not listed is not allowed. */
const ALLOWED: Record<Role, Partial<Record<Action, readonly Reach[]>>> = {
  'commune-officer': {
    'proposal.write': own,
    'proposal.read': own,
    'staffing.read': ownAndBelow,
    'person.register': own,
  },
  'organisation-commission': {
    'proposal.answer': stepAlone,
    'proposal.read': submittedBelow,
    'staffing.read': ownAndBelow,
  },
  'standing-committee': {
    'proposal.answer': stepAlone,
    'proposal.read': submittedBelow,
    'staffing.read': ownAndBelow,
  },
  auditor: {
    'proposal.read': submittedBelow,
    'staffing.read': ownAndBelow,
    'erasure.read': ownAndBelow,
  },
  'data-protection-officer': {
    'proposal.read': submittedBelow,
    'staffing.read': ownAndBelow,
    'erasure.propose': ownAndBelow,
    'erasure.decide': ownAndBelow,
    'erasure.read': ownAndBelow,
  },
  operator: {
    'service.set-up': REACHES,
    'staffing.read': REACHES,
    'erasure.propose': REACHES,
    'erasure.read': REACHES,
  },
  process: { 'process.act': REACHES, 'staffing.read': REACHES },
};

const UNIT = districtId;

const resourceFor = (role: Role): Record<Reach, Resource> => ({
  'own unit': { unitPath: [UNIT, provinceId] },
  'unit below': { unitPath: [communeId, UNIT, provinceId] },
  'draft below': { unitPath: [communeId, UNIT, provinceId], isDraft: true },
  'other unit': { unitPath: ['xa-khac', 'huyen-khac', provinceId] },
  'open step of that body': { unitPath: [UNIT, provinceId], body: { role, unitId: UNIT } },
});

const roles = Object.keys(ALLOWED) as Role[];
const table = roles.flatMap((role) =>
  ACTIONS.flatMap((action) =>
    REACHES.map((reach) => ({
      role,
      action,
      reach,
      may: ALLOWED[role][action]?.includes(reach) ? 'may' : 'may not',
    })),
  ),
);

describe('the permission table', () => {
  it.each(table)('$role $may $action: $reach', ({ role, action, reach, may }) => {
    const actor = actorOf('an', { role, unitId: UNIT });
    const capacity = can(actor, action, resourceFor(role)[reach]);
    expect(capacity).toEqual(may === 'may' ? capacityOf(actor) : null);
  });

  it.each(roles)('has no author who answers, as %s', (role) => {
    const actor = actorOf('an', { role, unitId: UNIT });
    const resource = { ...resourceFor(role)['open step of that body'], authors: ['an'] };
    expect(can(actor, 'proposal.answer', resource)).toBeNull();
  });

  it('gives nothing to an account without roles', () => {
    for (const action of ACTIONS)
      expect(can(actorOf('an'), action, { unitPath: [UNIT] })).toBeNull();
  });

  it('says which roles a route may name', () => {
    expect(roles.filter(mayAnswer)).toEqual(['organisation-commission', 'standing-committee']);
  });
});

describe('an answer to the open step', () => {
  const body = { role: 'standing-committee', unitId: UNIT } as const;
  const resource = { unitPath: [communeId, UNIT], body, authors: ['tac-gia'] };

  it('is not for the same role in another unit', () => {
    const actor = actorOf('an', { ...body, unitId: 'huyen-khac' });
    expect(can(actor, 'proposal.answer', resource)).toBeNull();
  });

  it('is not for another role in the same unit', () => {
    const actor = actorOf('an', { ...body, role: 'organisation-commission' });
    expect(can(actor, 'proposal.answer', resource)).toBeNull();
  });

  it('is nobody’s while no step is open', () => {
    expect(can(actorOf('an', body), 'proposal.answer', { unitPath: [communeId, UNIT] })).toBeNull();
  });

  it('names the one role, of several, in which it is given', () => {
    const actor = actorOf('an', { role: 'auditor', unitId: UNIT }, body);
    expect(can(actor, 'proposal.answer', resource)).toEqual({
      accountId: actor.accountId,
      personId: 'an',
      ...body,
    });
  });

  it('is refused to the author by a rule of its own, whatever account they use', () => {
    const second = { ...actorOf('tac-gia', body), accountId: 'tai-khoan-khac' };
    expect(() => authorise(second, 'proposal.answer', resource)).toThrow(/author-never-decides/);
    expect(can(second, 'proposal.read', resource)).not.toBeNull();
  });
});

describe('authorise', () => {
  const officer = actorOf('an', { role: 'commune-officer', unitId: communeId });

  it('answers with the capacity in which the actor acts', () => {
    expect(authorise(officer, 'proposal.write', { unitPath: [communeId] })).toEqual(
      capacityOf(officer),
    );
  });

  it('refuses what can refuses', () => {
    expect(() => authorise(officer, 'proposal.write', { unitPath: ['xa-khac'] })).toThrow(
      /not-allowed/,
    );
  });
});
