import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { approvalProcess, type DecisionSubject, type ProposalEvent } from '#libs/domain';
import { hamletId } from '#libs/testing';

import { factOf, type Fact } from '../log/fact.js';
import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordRandomHistory, seeded } from '../testing/random-history.js';
import { SampleCase } from '../testing/sample-case.js';
import { recordSampleWorld } from '../testing/sample-world.js';

const subject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: `${hamletId}/thon-doi-truong`, personId: 'duong' },
};

describe('open obligations', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = new Fixture();
    await recordSampleWorld(fixture.log);
  });
  afterEach(() => fixture.close());

  const open = (models: ReadModels) =>
    models.obligations
      .openObligations({ limit: 100, after: null })
      .obligations.map(({ kind, subject: id, revision }) => `${kind} ${id} ${revision}`);

  it('appear with the event they follow from and vanish with the one that meets them', async () => {
    const models = await fixture.caughtUp();
    const one = new SampleCase(fixture.log, 'one', subject);
    await one.draft('2020-03-02');
    await fixture.caughtUp(models);
    expect(open(models)).toEqual([]);
    await one.submit('2020-03-03');
    await fixture.caughtUp(models);
    expect(models.obligations.openObligations({ limit: 100, after: null })).toEqual({
      obligations: [
        {
          obligationId: 'open-step_one_2',
          kind: 'open-step',
          subject: 'one',
          revision: 2,
          openedAt: '2020-03-03T05:00:00.000Z',
        },
      ],
      next: null,
    });
    await one.open('2020-03-04', 'tiep-nhan');
    await fixture.caughtUp(models);
    expect(open(models)).toEqual([]);
    await one.answer('2020-03-05', 'tiep-nhan');
    await fixture.caughtUp(models);
    expect(open(models)).toEqual(['open-step one 4']);
  });

  it('end with a step that is returned, and with the enactment', async () => {
    const returned = new SampleCase(fixture.log, 'returned', subject);
    await returned.draft('2020-03-02');
    await returned.submit('2020-03-03');
    await returned.open('2020-03-03', 'tiep-nhan');
    await returned.answer('2020-03-04', 'tiep-nhan', 'return');
    const issued = new SampleCase(fixture.log, 'issued', subject);
    await issued.untilIssued();
    const models = await fixture.caughtUp();
    expect(open(models)).toEqual(['enact issued 10']);
    await issued.enact('2020-03-19');
    await fixture.caughtUp(models);
    expect(open(models)).toEqual([]);
  });

  it('come in pages, the oldest first', async () => {
    for (const id of ['c', 'a', 'b']) {
      const added = new SampleCase(fixture.log, id, subject);
      await added.draft('2020-03-02');
      await added.submit('2020-03-03');
    }
    const models = await fixture.caughtUp();
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = models.obligations.openObligations({ limit: 1, after });
      found.push(...page.obligations.map(({ subject: id }) => id));
      after = page.next;
      more = after !== null;
    }
    expect(found).toEqual(['c', 'a', 'b']);
    const [first, ...others] = models.obligations.openedAfter(0);
    expect(others.map(({ subject: id }) => id)).toEqual(['a', 'b']);
    expect(models.obligations.openedAfter(first?.opened ?? 0)).toEqual(others);
  });

  it.each([11, 12, 13])('are those of the process after any history (seed %i)', async (seed) => {
    await recordRandomHistory(fixture.log, seeded(seed), 400);
    const models = await fixture.caughtUp();
    const owed = new Map<string, typeof approvalProcess.initial>();
    for (const recorded of await fixture.store.readAll(0, 10_000)) {
      if (!recorded.stream.startsWith('proposal-')) continue;
      const fact = factOf(recorded) as Fact<ProposalEvent>;
      const before = owed.get(fact.aggregateId) ?? approvalProcess.initial;
      owed.set(fact.aggregateId, approvalProcess.evolve(before, fact, fact.revision));
    }
    const expected = [...owed].flatMap(([id, state]) => approvalProcess.react(state, id));
    expect(expected.length).toBeGreaterThan(0);
    expect(open(models).sort()).toEqual(
      expected.map(({ kind, subject: id, revision }) => `${kind} ${id} ${revision}`).sort(),
    );
  });
});
