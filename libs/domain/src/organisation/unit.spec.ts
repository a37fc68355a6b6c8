import { describe, it } from '@jest/globals';

import { actors, capacityOf, communeId, context, districtId, givenFor } from '#libs/testing';

import type { UnitEvent } from './events.js';
import { unit, type EstablishUnit } from './unit.js';

const given = givenFor(unit);

const establish: EstablishUnit = {
  type: 'EstablishUnit',
  ...context(actors.operator, '2019-01-01'),
  unitId: communeId,
  level: 'commune',
  name: 'xã Mẫu',
  parentId: districtId,
};
const established: UnitEvent = {
  type: 'UnitEstablished',
  effectiveOn: establish.on,
  by: capacityOf(actors.operator),
  data: { unitId: communeId, level: 'commune', name: 'xã Mẫu', parentId: districtId },
};

describe('a unit', () => {
  it('is established below another', () => given().when(establish).then(established));

  it('is established once', () => given(established).when(establish).thenNothing());

  it.each([
    ['name', { name: 'xã Khác' }],
    ['level', { level: 'hamlet' }],
    ['parent', { parentId: null }],
  ] as const)('is refused under a code in use with another %s', (_what, other) =>
    given(established)
      .when({ ...establish, ...other })
      .thenRefused('unit-exists'),
  );

  it.each(['commune-officer', 'standing-committee', 'process'] as const)(
    'is not established by a %s',
    (role) =>
      given()
        .when({ ...establish, by: actors[role] })
        .thenRefused('not-allowed'),
  );
});
