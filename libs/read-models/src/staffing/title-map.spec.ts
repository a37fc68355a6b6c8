import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { establishment, plainDate, type Instant } from '#libs/domain';
import {
  actors,
  communeId,
  context,
  districtId,
  hamletId,
  noonOn,
  samplePolicy,
} from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';
import type { TitleMap } from './query.js';

const headSlot = `${hamletId}/truong-thon`;

describe('the title map', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    // A paper of 1 February that is entered only on 10 March.
    await fixture.log.ask(establishment, communeId, {
      ...{ ...context(actors.process, '2020-02-01'), at: noonOn('2020-03-10') },
      ...{ type: 'EnactDecision', decisionId: 'd-1', proposalId: 'p-1', communeId },
      subject: {
        kind: 'title-consolidation',
        details: { unitId: hamletId, assignments: [{ slotId: headSlot, personId: 'an' }] },
      },
      rules: samplePolicy,
    });
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  const map = (unitId: string, asOf: string, knownAt?: string): TitleMap => {
    const found = models.staffing.titleMap(unitId, {
      asOf: plainDate(asOf),
      knownAt: knownAt as Instant | undefined,
    });
    if (!found) throw new Error(`${unitId} has no title map.`);
    return found;
  };
  const headOn = (asOf: string, knownAt?: string) =>
    map(hamletId, asOf, knownAt).rows.find(({ slotId }) => slotId === headSlot)?.holder?.personId;

  it('shows each title of a hamlet with its holder', () => {
    const found = map(hamletId, '2020-01-31');
    expect(found).toMatchObject({
      unitId: hamletId,
      name: 'thôn 1',
      level: 'hamlet',
      communeId,
      asOf: '2020-01-31',
      knownAt: null,
      position: models.position(),
      slots: 4,
      vacancies: 1,
      partTimeOfficers: 3,
      partTimeMax: 5,
      concurrentHoldings: 0,
      // (1.10 + 0.90 + 0.80) × 1,490,000
      allowance: 4_172_000,
      withoutSlot: [],
      hamlets: [],
      whole: null,
    });
    expect(found.rows[0]).toEqual({
      slotId: `${hamletId}/bi-thu-chi-bo`,
      titleId: 'bi-thu-chi-bo',
      title: 'Bí thư chi bộ',
      coefficient: 110,
      holder: {
        personId: 'an',
        name: 'Nguyễn Văn An',
        basis: 'principal',
        official: false,
        since: '2019-01-01',
      },
    });
    expect(found.rows[3]).toMatchObject({ titleId: 'thon-doi-truong', holder: null });
  });

  it('of a commune shows its own titles, its hamlets, and all of it together', () => {
    const found = map(communeId, '2020-01-31');
    expect(found).toMatchObject({ slots: 1, vacancies: 1, partTimeOfficers: 1, partTimeMax: null });
    expect(found.hamlets.map(({ name, slots }) => [name, slots])).toEqual([
      ['thôn 1', 4],
      ['thôn 2', 0],
      ['thôn 10', 0],
    ]);
    expect(found.whole).toMatchObject({ slots: 5, partTimeOfficers: 4, allowance: 4_172_000 });
  });

  it('shows who is there without a slot, until when', () => {
    const dung = { personId: 'dung', name: 'Đỗ Dũng', until: '2021-07-01' };
    expect(map(communeId, '2021-06-30').withoutSlot).toEqual([dung]);
    expect(map(communeId, '2021-07-01').withoutSlot).toEqual([]);
  });

  it('changes on the legal day, however late it was entered', () => {
    expect(headOn('2020-01-31')).toBe('binh');
    expect(headOn('2020-02-01')).toBe('an');
    const after = map(hamletId, '2020-02-01');
    // (1.10 + 0.90 × 50 % + 0.80) × 1,490,000
    expect(after).toMatchObject({
      partTimeOfficers: 2,
      concurrentHoldings: 1,
      allowance: 3_501_500,
    });
  });

  it('answers what was known before the late entry and after it', () => {
    expect(headOn('2020-02-15', '2020-03-10T04:59:59.999Z')).toBe('binh');
    expect(headOn('2020-02-15', '2020-03-10T05:00:00.000Z')).toBe('an');
    expect(headOn('2020-01-15', '2020-03-10T05:00:00.000Z')).toBe('binh');
    expect(map(hamletId, '2020-02-15', '2018-12-31T00:00:00.000Z').rows).toEqual([]);
  });

  it('counts heads where no rules or no base salary are known, and states no money', () => {
    const before = map(hamletId, '2018-06-30');
    expect(before).toMatchObject({ slots: 0, allowance: null, partTimeMax: null });
    expect(map(hamletId, '2020-01-31', '2019-01-01T04:00:00.000Z').allowance).toBeNull();
  });

  it('is there for communes and hamlets only', () => {
    expect(models.staffing.titleMap(districtId, { asOf: plainDate('2020-01-01') })).toBeNull();
    expect(models.staffing.titleMap('xa-khac', { asOf: plainDate('2020-01-01') })).toBeNull();
  });
});
