import { describe, it } from '@jest/globals';

import { actors, capacityOf, communeId, context, givenFor } from '#libs/testing';

import { privateText } from '../../kernel/private-text.js';
import { account, type OpenAccount } from './account.js';
import type { AccountEvent } from './events.js';

const given = givenFor(account);

const open: OpenAccount = {
  type: 'OpenAccount',
  ...context(actors.operator, '2020-01-02'),
  accountId: 'tai-khoan-1',
  personId: 'an',
  username: 'can.bo.xa',
  displayName: 'Cán bộ mẫu',
  roles: [{ role: 'commune-officer', unitId: communeId }],
  demonstration: true,
};
const opened: AccountEvent = {
  type: 'AccountOpened',
  effectiveOn: open.on,
  by: capacityOf(actors.operator),
  data: {
    accountId: 'tai-khoan-1',
    personId: 'an',
    username: 'can.bo.xa',
    displayName: privateText('an', 'Cán bộ mẫu'),
    roles: [{ role: 'commune-officer', unitId: communeId }],
    demonstration: true,
  },
};

describe('an account', () => {
  it('is opened by the operator, with a name only its person’s key can read', () =>
    given().when(open).then(opened));

  it('is opened once', () => given(opened).when(open).thenNothing());

  it('is refused under a code that stands for another account', () =>
    given(opened)
      .when({ ...open, username: 'nguoi.khac' })
      .thenRefused('account-exists'));

  it('is refused when opened again with other roles', () =>
    given(opened)
      .when({ ...open, roles: [{ role: 'standing-committee', unitId: communeId }] })
      .thenRefused('account-exists'));

  it.each(['commune-officer', 'standing-committee', 'auditor', 'process'] as const)(
    'is not opened by a %s',
    (role) =>
      given()
        .when({ ...open, by: actors[role] })
        .thenRefused('not-allowed'),
  );
});
