import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { proposal, type DecisionSubject } from '#libs/domain';
import { actors, context, hamletId, noonOn, sampleMinutes } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { SampleCase } from '../testing/sample-case.js';
import { recordSampleWorld } from '../testing/sample-world.js';

const subject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: `${hamletId}/thon-doi-truong`, personId: 'duong' },
};

describe('the history of a case', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    await new SampleCase(fixture.log, 'issued', subject).untilIssued();
    const returned = new SampleCase(fixture.log, 'returned', subject);
    await returned.draft('2020-03-02');
    await returned.submit('2020-03-03');
    await returned.open('2020-03-03', 'tiep-nhan');
    await fixture.log.ask(proposal, 'returned', {
      ...{ ...context(actors['organisation-commission'], '2020-03-04'), at: noonOn('2020-03-06') },
      ...{ type: 'AnswerStep', step: 'tiep-nhan', answer: 'return', minutes: null },
      reason: 'Còn thiếu biên bản.',
    });
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  it('tells who did what in which capacity, in order', async () => {
    const history = await models.timeline.of('issued');
    expect(history.map(({ type }) => type).slice(0, 4)).toEqual([
      'ProposalDrafted',
      'RouteFixed',
      'ProposalSubmitted',
      'StepOpened',
    ]);
    expect(history[0]).toMatchObject({
      on: '2020-03-02',
      recordedAt: '2020-03-02T05:00:00.000Z',
      late: false,
      by: { name: 'Người can-bo-xa', role: 'commune-officer', unitName: 'xã Mẫu' },
      step: null,
      stepKind: null,
      answer: null,
      reason: null,
    });
  });

  it('shows the minutes a meeting decided by', async () => {
    const history = await models.timeline.of('issued');
    const met = history.find(({ step, answer }) => step === 'hop' && answer === 'approve');
    expect(met).toMatchObject({ stepKind: 'meeting', minutes: sampleMinutes });
  });

  it('marks what was written down later than it happened, with its reason', async () => {
    const answer = (await models.timeline.of('returned')).at(-1);
    expect(answer).toMatchObject({
      on: '2020-03-04',
      late: true,
      answer: 'return',
      reason: 'Còn thiếu biên bản.',
    });
  });

  it('ends where the other read models stand', async () => {
    expect(await models.timeline.of('returned')).toHaveLength(5);
    expect(await fixture.open().timeline.of('returned')).toEqual([]);
  });

  it('ends where they stood when it was asked, whatever comes while it reads', async () => {
    const asked = fixture.open();
    const { store } = fixture;
    const read = store.readStream.bind(store);
    jest.spyOn(store, 'readStream').mockImplementationOnce(async (...where) => {
      await fixture.caughtUp(asked);
      return read(...where);
    });
    expect(await asked.timeline.of('returned')).toEqual([]);
    expect(await asked.timeline.of('returned')).toHaveLength(5);
  });

  it('is empty where there is no such case', async () => {
    expect(await models.timeline.of('khong-co')).toEqual([]);
  });
});
