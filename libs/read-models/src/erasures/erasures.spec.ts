import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { erasure, plainDate, type Actor, type RoleGrant } from '#libs/domain';
import { actorOf, actors, communeId, context, districtId, provinceId } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';

const officer = actors['data-protection-officer'];
const colleague = actorOf('dong-nghiep', { role: 'data-protection-officer', unitId: districtId });
const on = '2020-03-02';
const subject = {
  kind: 'person',
  unitPath: [communeId, districtId, provinceId],
  isOpenCase: false,
} as const;
const basis = { ground: 'not-selected', reference: '12/QĐ-UBND' } as const;

describe('erasures', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  const { log } = fixture;
  const propose = (subjectId: string) =>
    log.ask(erasure, subjectId, {
      ...context(officer, on),
      ...{ type: 'ProposeErasure', subjectId, subject, basis },
    });
  const answer = (type: 'ApproveErasure' | 'DeclineErasure', subjectId: string, by: Actor) =>
    log.ask(erasure, subjectId, { ...context(by, on), type, kids: [] });
  const hold = (subjectId: string) =>
    log.ask(erasure, subjectId, {
      ...context(officer, on),
      ...{ type: 'PlaceLegalHold', subjectId, subject, reference: '7/CV-UBKT' },
    });
  const list = (roles: readonly RoleGrant[], limit = 10, after: string | null = null) =>
    models.erasures.list({ roles, limit, after, on: plainDate('2020-06-01') });
  const shown = (roles: readonly RoleGrant[]) =>
    list(roles).erasures.map(({ subjectId }) => subjectId);

  beforeAll(async () => {
    await recordSampleWorld(log);
    await propose('an');
    await propose('binh');
    await answer('ApproveErasure', 'binh', colleague);
    await propose('anh');
    await answer('DeclineErasure', 'anh', officer);
    await propose('anh');
    await hold('dung');
    await hold('anh');
    await log.ask(erasure, 'anh', { ...context(officer, on), type: 'LiftLegalHold' });
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  it('say who asked for what, who decided, and what is on hold', () => {
    const by = { accountId: officer.accountId, name: 'Người bao-ve-du-lieu' };
    const open = { kind: 'person', onHold: false, ...basis, requestedBy: by, decidedBy: null };
    const none = { ground: null, reference: null, requestedBy: null, requestedAt: null };
    expect(list(officer.roles).erasures).toMatchObject([
      { subjectId: 'dung', status: null, onHold: true, ...none },
      { subjectId: 'anh', status: 'proposed', ...open },
      {
        subjectId: 'binh',
        ...{ ...open, status: 'erased' },
        decidedBy: { accountId: colleague.accountId, name: null },
      },
      { subjectId: 'an', status: 'proposed', ...open, requestedAt: context(officer, on).at },
    ]);
  });

  it('say who holds a title on the day, as whoever decides has to know', () => {
    const today = plainDate('2020-06-01');
    const held = list(officer.roles).erasures.map(({ subjectId, positionsHeld }) => {
      expect(models.erasures.positionsHeld(subjectId, today)).toBe(positionsHeld);
      return [subjectId, positionsHeld] as const;
    });
    expect(Object.fromEntries(held)).toMatchObject({ an: 1, dung: 1 });
    expect(models.erasures.positionsHeld('dung', plainDate('2021-07-01'))).toBe(0);
    expect(models.erasures.positionsHeld('an', plainDate('2018-12-31'))).toBe(0);
    expect(models.erasures.positionsHeld('khong-ai', today)).toBe(0);
  });

  it('come in pages', () => {
    const first = list(officer.roles, 3);
    expect(first.erasures).toHaveLength(3);
    const last = list(officer.roles, 3, first.next);
    expect(last.erasures.map(({ subjectId }) => subjectId)).toEqual(['an']);
    expect(last.next).toBeNull();
  });

  it('are read by whoever may, as far as they may', () => {
    expect(shown(actors.operator.roles)).toHaveLength(4);
    expect(shown(actors.auditor.roles)).toHaveLength(4);
    expect(shown([{ role: 'data-protection-officer', unitId: 'huyen-khac' }])).toEqual([]);
    expect(shown(actors['commune-officer'].roles)).toEqual([]);
    expect(shown(actors['standing-committee'].roles)).toEqual([]);
    expect(shown([])).toEqual([]);
  });
});
