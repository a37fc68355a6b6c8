import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { KEY_MISSING, plainDate } from '#libs/domain';
import { communeId, hamletId } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { otherCommuneId, recordSampleWorld } from '../testing/sample-world.js';
import { byGivenName } from './given-name-order.js';

describe('people of a commune', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());
  const peopleOn = (on: string) => models.people.inCommune(communeId, plainDate(on));

  it('stand in the order of their given names, then of the rest', () => {
    expect(peopleOn('2020-01-01').map(({ name }) => name)).toEqual([
      'Lê An',
      'Nguyễn Văn An',
      'Lê Ngọc Ánh',
      'Trần Bình',
      'Hoàng Cán',
      'Đỗ Dũng',
      'Nguyễn Thị Đường',
    ]);
  });

  it('stand last when their names are erased, or cannot be read', () => {
    const people = [
      { personId: 'b', name: KEY_MISSING },
      { personId: 'a', name: null },
      { personId: 'c', name: 'Vũ Yến' },
    ];
    expect(people.sort(byGivenName).map(({ personId }) => personId)).toEqual(['c', 'a', 'b']);
  });

  it('come with what they hold on the day', () => {
    expect(peopleOn('2020-01-01').find(({ personId }) => personId === 'an')).toEqual({
      personId: 'an',
      name: 'Nguyễn Văn An',
      official: false,
      holdings: [
        {
          slotId: `${hamletId}/bi-thu-chi-bo`,
          title: 'Bí thư chi bộ',
          unitId: hamletId,
          unitName: 'thôn 1',
          basis: 'principal',
        },
      ],
    });
    expect(peopleOn('2018-12-31').every(({ holdings }) => holdings.length === 0)).toBe(true);
  });

  it('may hold no slot, for a time', () => {
    const held = (on: string) =>
      peopleOn(on).find(({ personId }) => personId === 'dung')?.holdings ?? [];
    expect(held('2021-06-30')).toMatchObject([{ slotId: null, title: null, unitId: communeId }]);
    expect(held('2021-07-01')).toEqual([]);
  });

  it('include officials, marked as such', () => {
    const officials = peopleOn('2020-01-01').filter(({ official }) => official);
    expect(officials.map(({ personId }) => personId)).toEqual(['can']);
  });

  it('are not those of another commune', () => {
    expect(models.people.inCommune(otherCommuneId, plainDate('2020-01-01'))).toEqual([]);
  });
});
