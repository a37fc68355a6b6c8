import { describe, it } from '@jest/globals';

import { actorOf, actors, capacityOf, communeId, context, givenFor } from '#libs/testing';

import { privateText } from '../kernel/private-text.js';
import type { PersonEvent } from './events.js';
import { person, type RegisterPerson } from './person.js';

const given = givenFor(person);

const register: RegisterPerson = {
  type: 'RegisterPerson',
  ...context(actors['commune-officer'], '2020-01-02'),
  personId: 'P-1',
  communeId,
  name: '  Nguyễn   Văn Mẫu ',
};
const registered = (by = capacityOf(actors['commune-officer'])): PersonEvent => ({
  type: 'PersonRegistered',
  effectiveOn: register.on,
  by,
  data: { personId: 'P-1', communeId, name: privateText('P-1', 'Nguyễn Văn Mẫu') },
});

describe('a person', () => {
  it('is registered by an officer of the commune, the name without stray spaces', () =>
    given().when(register).then(registered()));

  it('is registered by the operator when the service is set up', () =>
    given()
      .when({ ...register, by: actors.operator })
      .then(registered(capacityOf(actors.operator))));

  it('is registered once', () => given(registered()).when(register).thenNothing());

  it.each(['', '   ', '123', '—'])('is refused with %j for a name', (name) =>
    given()
      .when({ ...register, name })
      .thenRefused('name-missing'),
  );

  it.each(['Nguyễn \u202eVăn', 'Trần\u200b Văn', 'Lê\u001b[2J', 'Đỗ\u0007'])(
    'is refused with what nobody sees in the name: %j',
    (name) =>
      given()
        .when({ ...register, name })
        .thenRefused('name-readable'),
  );

  it('is refused under a code in use in another commune', () =>
    given(registered())
      .when({
        ...register,
        communeId: 'xa-khac',
        by: actorOf('binh', { role: 'commune-officer', unitId: 'xa-khac' }),
      })
      .thenRefused('person-of-another-commune'));

  it('is not registered by an officer of another commune', () =>
    given()
      .when({ ...register, communeId: 'xa-khac' })
      .thenRefused('not-allowed'));

  it('is not registered by a deciding body', () =>
    given()
      .when({ ...register, by: actors['standing-committee'] })
      .thenRefused('not-allowed'));
});
