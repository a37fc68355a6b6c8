import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { communeId, districtId, hamletId, provinceId } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';

describe('units', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  it('are found with their children, counted as people count', () => {
    const commune = models.units.unit(communeId);
    expect(commune).toMatchObject({ level: 'commune', name: 'xã Mẫu', parentId: districtId });
    expect(commune?.children.map(({ name }) => name)).toEqual(['thôn 1', 'thôn 2', 'thôn 10']);
  });

  it('that are not known are not found', () => {
    expect(models.units.unit('xa-khac')).toBeNull();
    expect(models.units.path('xa-khac')).toEqual([]);
  });

  it('have a path upward, nearest first', () => {
    const path = models.units.path(hamletId);
    expect(path.map(({ unitId }) => unitId)).toEqual([hamletId, communeId, districtId, provinceId]);
    expect(path[1]).toEqual({ unitId: communeId, level: 'commune', name: 'xã Mẫu' });
  });

  it('are named together, without those that are not known', () => {
    const names = models.units.names([hamletId, provinceId, 'xa-khac']);
    expect(names).toEqual(
      new Map([
        [hamletId, 'thôn 1'],
        [provinceId, 'tỉnh Mẫu'],
      ]),
    );
  });
});
