import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { everythingKnown } from '#libs/aggregates';
import { plainDate } from '#libs/domain';
import { communeId, districtId, hamletId, noonOn, provinceId } from '#libs/testing';

import {
  otherCommuneId,
  recordSampleWorld,
} from '../../../read-models/src/testing/sample-world.js';
import { RecordedLog } from '../testing/recorded-log.js';
import type { DiffRequest } from './area-pairs.js';

const dayBefore = plainDate('2020-03-31');
const firstDay = plainDate('2020-04-01');
const request: DiffRequest = {
  unitId: communeId,
  before: { asOf: dayBefore, ...everythingKnown },
  after: { asOf: firstDay, ...everythingKnown },
  salaryOn: null,
};

describe('a diff over the consolidation of titles in a hamlet', () => {
  const log = new RecordedLog();
  let decided = 0;
  beforeAll(async () => {
    await recordSampleWorld(log.log);
    decided = log.log.position;
    await log.recordConsolidation();
  });
  afterAll(() => log.close());

  it('shows figures, titles, and who gained and lost what', async () => {
    const diff = await log.auditor.diff(request);
    expect(diff.figures.before).toMatchObject({ partTimeOfficers: 4, concurrentHoldings: 0 });
    expect(diff.figures.after).toMatchObject({ partTimeOfficers: 2, concurrentHoldings: 2 });
    // 110 + 90 + 80 hundredths of 1,490,000; then 110 + half of 90 + half of 80.
    expect([diff.figures.before.allowance, diff.figures.after.allowance]).toEqual([
      4_172_000, 2_905_500,
    ]);
    expect(diff.communes).toHaveLength(1);
    const [commune] = diff.communes;
    expect(commune?.units.map(({ unitId, unitName }) => [unitId, unitName])).toEqual([
      [hamletId, 'thôn 1'],
    ]);
    const held = (personId: string, basis: string) => ({ holder: { personId, basis } });
    expect(commune?.slots).toMatchObject([
      {
        slotId: `${hamletId}/cong-an-vien`,
        before: { title: 'Công an viên', ...held('anh', 'principal') },
        after: { ...held('an', 'concurrent'), since: firstDay },
      },
      {
        slotId: `${hamletId}/truong-thon`,
        before: held('binh', 'principal'),
        after: held('an', 'concurrent'),
      },
    ]);
    expect(
      commune?.people.map(({ name, gained, lost }) => [name, gained.length, lost.length]),
    ).toEqual([
      ['Nguyễn Văn An', 2, 0],
      ['Lê Ngọc Ánh', 0, 1],
      ['Trần Bình', 0, 1],
    ]);
    expect(commune?.names).toMatchObject({ an: 'Nguyễn Văn An', binh: 'Trần Bình' });
  });

  it('is the same to the byte when it is done again, and mirrored the other way round', async () => {
    const once = await log.auditor.diff(request);
    expect(JSON.stringify(await log.auditor.diff(request))).toBe(JSON.stringify(once));
    const { before, after } = request;
    const back = await log.auditor.diff({ ...request, before: after, after: before });
    expect(back.figures).toEqual({ before: once.figures.after, after: once.figures.before });
    expect(back.communes[0]?.people.map(({ gained }) => gained)).toEqual(
      once.communes[0]?.people.map(({ lost }) => lost),
    );
  });

  it('between two positions shows what was recorded in between', async () => {
    const at = (atPosition: number) => ({ asOf: firstDay, knownAt: null, atPosition });
    const diff = await log.auditor.diff({
      ...request,
      before: at(decided),
      after: at(log.log.position),
    });
    expect(diff.communes[0]?.slots).toHaveLength(2);
    const same = await log.auditor.diff({ ...request, before: at(decided), after: at(decided) });
    expect(same.communes).toEqual([]);
  });

  it('between two moments shows what became known in between', async () => {
    const known = (day: string) => ({ asOf: firstDay, knownAt: noonOn(day), atPosition: null });
    const sides = { before: known('2020-03-17'), after: known('2020-03-18') };
    const diff = await log.auditor.diff({ ...request, ...sides });
    expect(diff.communes[0]?.people).toHaveLength(3);
  });

  it.each([districtId, provinceId])('of %s names the communes that changed', async (unitId) => {
    const [commune] = (await log.auditor.diff(request)).communes;
    const diff = await log.auditor.diff({ ...request, unitId });
    expect(diff.communes).toEqual([commune]);
    expect(diff.figures).toEqual(commune?.figures);
  });

  it('of the hamlet alone is about the hamlet alone', async () => {
    const diff = await log.auditor.diff({ ...request, unitId: hamletId });
    expect(diff).toMatchObject({ name: 'thôn 1', figures: { before: { slots: 4 } } });
    expect(diff.communes).toMatchObject([{ unitId: hamletId }]);
  });

  it('counts everything as gained where nothing was on record before', async () => {
    const nothing = { asOf: dayBefore, knownAt: null, atPosition: 1 };
    const diff = await log.auditor.diff({ ...request, before: nothing });
    expect(diff.figures.before).toMatchObject({ slots: 0, allowance: 0 });
    expect(diff.communes[0]?.slots.every(({ before }) => before === null)).toBe(true);
  });

  it.each([
    ['unknown-unit', { unitId: 'xa-khac' }],
    ['no-establishment', { unitId: otherCommuneId }],
    ['no-rules', { before: { asOf: plainDate('2018-12-31'), ...everythingKnown } }],
  ] as const)('has no answer: %s', async (rule, wrong) => {
    await expect(log.auditor.diff({ ...request, ...wrong })).rejects.toMatchObject({ rule });
  });
});
