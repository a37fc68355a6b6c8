import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { plainDate, policy, type Instant } from '#libs/domain';
import { actors, communeId, context, districtId, provinceId, samplePolicy } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';

const day = plainDate;

describe('rules', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    await issue(provinceId, 1, '2015-01-01', '2020-01-01');
    await issue(districtId, 2, '2020-01-01', '2020-02-01');
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  const issue = (policyId: string, version: number, from: string, recordedOn: string) =>
    fixture.log.ask(policy, policyId, {
      ...context(actors.operator, recordedOn),
      ...{ type: 'IssuePolicyVersion', policyId, version, from: day(from) },
      ...{ basis: 'Mẫu, chưa thẩm định.', content: samplePolicy },
    });
  const inForce = (unitId: string, on: string, knownAt?: string) => {
    const rules = models.policies.rulesFor(unitId, day(on), knownAt as Instant | undefined);
    return rules && `${rules.policyId}@${rules.version}`;
  };

  it('are those of the nearest unit upward that issued some', () => {
    expect(inForce(communeId, '2019-06-01')).toBe(`${districtId}@1`);
    expect(inForce(provinceId, '2019-06-01')).toBe(`${provinceId}@1`);
  });

  it('are of the version in force on the day', () => {
    expect(inForce(communeId, '2019-12-31')).toBe(`${districtId}@1`);
    expect(inForce(communeId, '2020-01-01')).toBe(`${districtId}@2`);
  });

  it('are those further up on days before the nearer ones', () => {
    expect(inForce(communeId, '2018-12-31')).toBe(`${provinceId}@1`);
    expect(inForce(communeId, '2014-12-31')).toBeNull();
  });

  it('can be asked for as they were known at a moment', () => {
    expect(inForce(communeId, '2020-01-15', '2020-01-31T00:00:00.000Z')).toBe(`${districtId}@1`);
    expect(inForce(communeId, '2018-12-31', '2019-12-31T00:00:00.000Z')).toBeNull();
  });

  it('are found by version, in force or not', () => {
    expect(models.policies.version(districtId, 1)?.content).toEqual(samplePolicy);
    expect(models.policies.version(districtId, 3)).toBeNull();
  });

  it("are nobody's for a unit that is not known", () => {
    expect(inForce('xa-khac', '2020-01-15')).toBeNull();
  });
});
