import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { DecisionSubject } from '#libs/domain';
import { actors, communeId, districtId, hamletId } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { SampleCase } from '../testing/sample-case.js';
import { otherOfficer, recordSampleWorld } from '../testing/sample-world.js';

const vacant = `${hamletId}/thon-doi-truong`;
const appointment: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: vacant, personId: 'duong' },
};
const consolidation: DecisionSubject = {
  kind: 'title-consolidation',
  details: {
    unitId: hamletId,
    assignments: [{ slotId: `${hamletId}/truong-thon`, personId: 'an' }],
  },
};
const officer = actors['commune-officer'].roles;

describe('a case', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    await new SampleCase(fixture.log, 'draft', consolidation).draft('2020-03-01');
    const inStep = new SampleCase(fixture.log, 'in-step', appointment);
    await inStep.draft('2020-03-02');
    await inStep.submit('2020-03-03');
    await inStep.open('2020-03-04', 'tiep-nhan', '2020-03-05');
    await new SampleCase(fixture.log, 'issued', appointment).untilIssued();
    const refused = new SampleCase(fixture.log, 'refused', appointment);
    await refused.untilIssued();
    await refused.refuseEnactment('2020-03-20');
    const impossible = { ...appointment, details: { ...appointment.details, personId: 'an' } };
    await new SampleCase(fixture.log, 'impossible', impossible).draft('2020-03-02');
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  const seen = (proposalId: string, roles = officer) => {
    const found = models.cases.case(proposalId, roles);
    if (!found) throw new Error(`${proposalId} is not seen.`);
    return found;
  };

  it('states what is asked for and where it stands', () => {
    expect(seen('in-step')).toMatchObject({
      proposalId: 'in-step',
      kind: 'appointment',
      communeId,
      communeName: 'xã Mẫu',
      unitId: hamletId,
      unitName: 'thôn 1',
      status: 'in-step',
      step: {
        key: 'tiep-nhan',
        kind: 'reception',
        body: { role: 'organisation-commission', unitId: districtId },
        bodyUnitName: 'huyện Mẫu',
        openedOn: '2020-03-04',
        dueOn: '2020-03-05',
      },
      round: 1,
      takesEffectOn: '2020-04-01',
      submittedOn: '2020-03-03',
      updatedAt: '2020-03-04T05:00:00.000Z',
      revision: 4,
      justification: 'Kiện toàn chức danh còn trống.',
      details: appointment.details,
      proposedEffectOn: '2020-04-01',
      paper: null,
      enactmentRefused: null,
      ballot: null,
    });
    expect(seen('draft')).toMatchObject({ status: 'draft', step: null, submittedOn: null });
  });

  it('carries what the permission rule is asked about', () => {
    expect(seen('in-step').resource).toEqual({
      unitPath: [communeId, districtId, 'tinh-mau'],
      authors: [actors['commune-officer'].personId],
      isDraft: false,
      body: { role: 'organisation-commission', unitId: districtId },
    });
  });

  it('shows its paper once issued, and why it was not enacted', () => {
    expect(seen('issued').paper).toEqual({
      decisionId: 'issued',
      number: '45',
      symbol: 'QĐ/HU',
      signer: 'Người ký mẫu',
      signingCapacity: 'TM',
      signedOn: '2020-03-18',
      takesEffectOn: '2020-04-01',
    });
    expect(seen('refused')).toMatchObject({
      status: 'enactment-refused',
      enactmentRefused: 'Thôn đã đủ người.',
    });
  });

  it('takes effect as the decision says, whatever was asked for', async () => {
    const later = new SampleCase(fixture.log, 'later', appointment);
    await later.untilIssued('2020-05-01');
    await fixture.caughtUp(models);
    const days = { takesEffectOn: '2020-05-01', proposedEffectOn: '2020-04-01' };
    expect(seen('later')).toMatchObject(days);
    const { cases } = models.cases.list({ roles: officer, after: null, limit: 10 });
    expect(cases[0]).toMatchObject({ proposalId: 'later', takesEffectOn: '2020-05-01' });
  });

  it('shows the ballot rule while a meeting has it', async () => {
    const met = new SampleCase(fixture.log, 'met', appointment);
    await met.draft('2020-03-02');
    await met.submit('2020-03-03');
    for (const step of ['tiep-nhan', 'tham-dinh']) {
      await met.open('2020-03-03', step);
      await met.answer('2020-03-03', step);
    }
    await met.open('2020-03-04', 'hop');
    await fixture.caughtUp(models);
    expect(seen('met').ballot).toMatchObject({ quorum: { numerator: 2, denominator: 3 } });
  });

  it('is not there for another commune, nor for whoever reads no cases', () => {
    expect(models.cases.case('draft', otherOfficer.roles)).toBeNull();
    expect(models.cases.case('draft', actors.operator.roles)).toBeNull();
    expect(
      models.cases.case('draft', [{ role: 'commune-officer', unitId: districtId }]),
    ).toBeNull();
    expect(models.cases.case('draft', [])).toBeNull();
    expect(models.cases.case('khong-co', officer)).toBeNull();
  });

  it('is there for the bodies above the commune once it is submitted', () => {
    for (const role of ['organisation-commission', 'standing-committee', 'auditor'] as const) {
      expect(models.cases.case('in-step', actors[role].roles)).not.toBeNull();
      expect(models.cases.case('draft', actors[role].roles)).toBeNull();
    }
    expect(models.cases.case('in-step', [{ role: 'auditor', unitId: 'huyen-khac' }])).toBeNull();
  });

  describe('moves', () => {
    const an = { personId: 'an', name: 'Nguyễn Văn An' };
    const binh = { personId: 'binh', name: 'Trần Bình' };
    const duong = { personId: 'duong', name: 'Nguyễn Thị Đường' };

    it('are planned with the holders there are', () => {
      expect(seen('draft').moves).toEqual([
        {
          slotId: `${hamletId}/truong-thon`,
          title: 'Trưởng thôn',
          from: binh,
          to: an,
          basis: 'concurrent',
        },
      ]);
    });

    it('are those asked for where the staffing rules would refuse them', () => {
      expect(seen('impossible').moves).toMatchObject([
        { slotId: vacant, title: 'Thôn đội trưởng', from: null, to: an, basis: 'principal' },
      ]);
    });

    it('are those that were made, once enacted', async () => {
      const enacted = new SampleCase(fixture.log, 'enacted', consolidation);
      await enacted.untilIssued();
      await enacted.enact('2020-03-19');
      await fixture.caughtUp(models);
      expect(seen('enacted').status).toBe('enacted');
      expect(seen('enacted').moves).toMatchObject([{ from: binh, to: an, basis: 'concurrent' }]);
      // The rules would now refuse a like case, which does not make the title a vacant one.
      expect(seen('draft').moves).toMatchObject([{ from: an, to: an }]);
      expect(seen('issued').moves).toMatchObject([{ from: null, to: duong, basis: 'principal' }]);
    });
  });
});
