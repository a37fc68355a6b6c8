import { describe, it } from '@jest/globals';

import {
  actors,
  concurrentAssigned,
  context,
  givenFor,
  hamletId,
  holderAppointed,
  holderRelieved,
  officialListed,
  samplePolicy,
  slotOf,
  slotOpened,
  surplusRecorded,
} from '#libs/testing';

import { plainDate } from '../../kernel/plain-date.js';
import { establishment } from './establishment.js';
import type { LoadOpeningPosition } from './opening-position.js';

const given = givenFor(establishment);
const head = slotOf('truong-thon');
const police = slotOf('cong-an-vien');

const slots = [
  { slotId: head, titleId: 'truong-thon', holderId: 'an' },
  { slotId: police, titleId: 'cong-an-vien', holderId: null },
];
const load: LoadOpeningPosition = {
  type: 'LoadOpeningPosition',
  ...context(actors.operator, '2019-01-01'),
  unitId: hamletId,
  slots,
  officials: [{ personId: 'can-bo', workforce: 'civil-servant' }],
  surplus: [{ personId: 'du', until: plainDate('2020-12-31') }],
  rules: samplePolicy,
};
const loaded = [
  officialListed('can-bo'),
  slotOpened(head, 'truong-thon'),
  holderAppointed(head, 'an'),
  slotOpened(police, 'cong-an-vien'),
  surplusRecorded('du', '2020-12-31', { unitId: hamletId }),
];
const heldBy = (headHolder: string, policeHolder: string): LoadOpeningPosition => ({
  ...load,
  surplus: [],
  slots: [
    { slotId: head, titleId: 'truong-thon', holderId: headHolder },
    { slotId: police, titleId: 'cong-an-vien', holderId: policeHolder },
  ],
});

describe('an opening position', () => {
  it('opens the slots and records who holds them, who is an official and who is surplus', () =>
    given()
      .when(load)
      .then(...loaded));

  it('is loaded once', () =>
    given(...loaded)
      .when(load)
      .thenNothing());

  it('is loaded once even when holders have moved since', () =>
    given(...loaded, holderRelieved(head, 'an', { on: '2020-01-01' }))
      .when(load)
      .thenNothing());

  it('is loaded once when it lists officials and surplus holders alone', () => {
    const withoutSlots = { ...load, slots: [] };
    given(officialListed('can-bo'), surplusRecorded('du', '2020-12-31', { unitId: hamletId }))
      .when(withoutSlots)
      .thenNothing();
  });

  it('is refused with other holders in slots that are on record', () =>
    given(...loaded)
      .when({ ...load, slots: slots.map((slot) => ({ ...slot, holderId: 'binh' })) })
      .thenRefused('slot-exists'));

  it.each<[string, Partial<LoadOpeningPosition>]>([
    ['another title', { slots: [{ slotId: head, titleId: 'cong-an-vien', holderId: 'an' }] }],
    ['another unit', { unitId: 'thon-khac' }],
    ['another day', { on: plainDate('2018-12-31') }],
    ['the holder of another slot', heldBy('an', 'an')],
  ])('is refused with slots that are on record, for %s', (_what, otherwise) =>
    given(...loaded)
      .when({ ...load, surplus: [], ...otherwise })
      .thenRefused('slot-exists'),
  );

  it('is refused when only some of the slots are on record', () =>
    given(slotOpened(head, 'truong-thon')).when(load).thenRefused('slot-exists'));

  it('is refused when it lists a slot twice', () =>
    given()
      .when({ ...load, slots: [...slots, ...slots] })
      .thenRefused('slot-exists'));

  it('is refused with a title outside the catalogue', () =>
    given()
      .when({ ...load, slots: [{ slotId: head, titleId: 'khong-co', holderId: null }] })
      .thenRefused('title-in-catalogue'));

  it('is refused when a surplus holder holds a slot', () =>
    given()
      .when({ ...load, surplus: [{ personId: 'an', until: null }] })
      .thenRefused('surplus-holds-no-slot'));

  it.each(['commune-officer', 'organisation-commission', 'process', 'auditor'] as const)(
    'is not loaded by a %s',
    (role) =>
      given()
        .when({ ...load, by: actors[role] })
        .thenRefused('not-allowed'),
  );
});

describe('the basis of an opening holding', () => {
  it('is principal for the first title of a person and concurrent for the others', () =>
    given()
      .when(heldBy('an', 'an'))
      .then(
        officialListed('can-bo'),
        slotOpened(head, 'truong-thon'),
        holderAppointed(head, 'an'),
        slotOpened(police, 'cong-an-vien'),
        concurrentAssigned(police, 'an'),
      ));

  it('is concurrent for an official', () =>
    given()
      .when(heldBy('can-bo', 'an'))
      .then(
        officialListed('can-bo'),
        slotOpened(head, 'truong-thon'),
        concurrentAssigned(head, 'can-bo'),
        slotOpened(police, 'cong-an-vien'),
        holderAppointed(police, 'an'),
      ));

  it('is concurrent for somebody who holds a title in another hamlet already', () =>
    given(slotOpened('thon-2/cong-an-vien', 'cong-an-vien', { unitId: 'thon-2' }), {
      ...holderAppointed('thon-2/cong-an-vien', 'an', { unitId: 'thon-2' }),
    })
      .when({ ...heldBy('an', 'binh'), officials: [] })
      .then(
        slotOpened(head, 'truong-thon'),
        concurrentAssigned(head, 'an'),
        slotOpened(police, 'cong-an-vien'),
        holderAppointed(police, 'binh'),
      ));
});
