import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Refusal, type DecisionSubject, type RoleGrant } from '#libs/domain';
import { actors, districtId, hamletId } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { SampleCase } from '../testing/sample-case.js';
import { otherCommuneId, otherOfficer, recordSampleWorld } from '../testing/sample-world.js';
import type { CasesPage, CasesRequest } from './lists.js';

const subject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: `${hamletId}/thon-doi-truong`, personId: 'duong' },
};
const officer = actors['commune-officer'].roles;
const commission = actors['organisation-commission'].roles;
const ids = ({ cases }: CasesPage) => cases.map(({ proposalId }) => proposalId);

describe('lists of cases', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  const drafted = async (id: string, by = actors['commune-officer']) => {
    const added = new SampleCase(fixture.log, id, subject, by);
    await added.draft('2020-03-02');
    return added;
  };
  const inStep = async (id: string, dueOn: string | null) => {
    const added = await drafted(id);
    await added.submit('2020-03-03');
    await added.open('2020-03-03', 'tiep-nhan', dueOn);
    return added;
  };

  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    await inStep('due-late', '2020-03-09');
    await inStep('due-never', null);
    await drafted('elsewhere', otherOfficer);
    const sent = await drafted('sent-elsewhere', otherOfficer);
    await sent.submit('2020-03-03');
    await drafted('draft');
    await inStep('due-soon', '2020-03-04');
    const returned = await inStep('returned', '2020-03-04');
    await returned.answer('2020-03-04', 'tiep-nhan', 'return');
    const moving = await drafted('moving');
    await moving.submit('2020-03-03');
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  const request = (roles: readonly RoleGrant[], limit = 50): CasesRequest => ({
    roles,
    limit,
    after: null,
  });
  const list = (roles: readonly RoleGrant[]) => ids(models.cases.list(request(roles)));
  const inbox = (roles: readonly RoleGrant[]) => ids(models.cases.inbox(request(roles)));

  /** Every page of a list, one case a page. */
  const paged = (ask: (request: CasesRequest) => CasesPage, roles: readonly RoleGrant[]) => {
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: CasesPage = ask({ roles, limit: 1, after });
      expect(page.cases.length).toBeLessThanOrEqual(1);
      found.push(...ids(page));
      after = page.next;
      more = after !== null;
    }
    return found;
  };

  it('show a commune its own cases, the newest first', () => {
    const own = ['moving', 'returned', 'due-soon', 'draft', 'due-never', 'due-late'];
    expect(list(officer)).toEqual(own);
    expect(list(otherOfficer.roles)).toEqual(['sent-elsewhere', 'elsewhere']);
  });

  it('show the bodies above every case below them that has been submitted', () => {
    for (const role of ['organisation-commission', 'standing-committee', 'auditor'] as const) {
      expect(list(actors[role].roles)).toHaveLength(6);
      expect(list(actors[role].roles)).toContain('sent-elsewhere');
      expect(list(actors[role].roles)).not.toContain('draft');
    }
  });

  it('show nothing to those who read no cases', () => {
    expect(list(actors.operator.roles)).toEqual([]);
    expect(list(actors.process.roles)).toEqual([]);
    expect(list([{ role: 'commune-officer', unitId: districtId }])).toEqual([]);
    expect(list([])).toEqual([]);
  });

  it('show a case once, whatever roles somebody has', () => {
    const both = [...commission, ...otherOfficer.roles, ...commission];
    const all = list(both);
    expect(all).toHaveLength(list(commission).length + 1);
    expect(new Set(all).size).toBe(all.length);
    expect(paged((page) => models.cases.list(page), both)).toEqual(all);
  });

  it('wait for a body by the day they are due, without one last', () => {
    expect(inbox(commission)).toEqual(['due-soon', 'due-late', 'due-never']);
    expect(inbox(actors['standing-committee'].roles)).toEqual([]);
    expect(inbox(actors.auditor.roles)).toEqual([]);
    expect(inbox([])).toEqual([]);
  });

  it('wait for a commune as drafts and when returned, the longest waiting first', () => {
    expect(inbox(officer)).toEqual(['draft', 'returned']);
    expect(inbox(otherOfficer.roles)).toEqual(['elsewhere']);
    expect(inbox([{ role: 'commune-officer', unitId: otherCommuneId }, ...commission])).toEqual([
      'due-soon',
      'due-late',
      'due-never',
      'elsewhere',
    ]);
  });

  it('come in pages that leave nothing out', () => {
    for (const roles of [officer, commission, [...otherOfficer.roles, ...commission]]) {
      expect(paged((page) => models.cases.list(page), roles)).toEqual(list(roles));
      expect(paged((page) => models.cases.inbox(page), roles)).toEqual(inbox(roles));
    }
  });

  it('hold a hundred cases a page at most and one at least', () => {
    expect(models.cases.list(request(officer, 0)).cases).toHaveLength(1);
    expect(models.cases.list(request(officer, 1_000_000)).cases).toHaveLength(6);
  });

  it('refuse a cursor that is none', () => {
    for (const after of ['x', '', 'WzEsMl0', 'eyJhIjoxfQ'])
      expect(() => models.cases.list({ ...request(officer), after })).toThrow(Refusal);
    expect(() => models.cases.inbox({ ...request(officer), after: 'WzFd' })).toThrow(Refusal);
  });
});
