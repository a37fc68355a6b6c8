import { describe, it } from '@jest/globals';

import {
  concurrentAssigned,
  enacting,
  givenStaffing,
  hamletId,
  hamletWith,
  holderAppointed,
  holderRelieved,
  officialListed,
  slotOf,
  slotOpened,
  surplusRecorded,
} from '#libs/testing';

const full = {
  'bi-thu-chi-bo': 'an',
  'cong-an-vien': 'binh',
  'thon-doi-truong': 'chi',
  'bi-thu-chi-doan': 'dung',
  'chi-hoi-phu-nu': 'giang',
};
const vacancy = { 'truong-thon': null };

const appoint = (personId: string, titleId = 'truong-thon', on = '2020-04-01') =>
  enacting(
    {
      kind: 'appointment',
      details: { unitId: hamletId, slotId: slotOf(titleId), personId },
    },
    on,
  );

const appointed = (personId: string, on = '2020-04-01') =>
  holderAppointed(slotOf('truong-thon'), personId, { on, decisionId: 'quyet-dinh-1' });

describe('an appointment', () => {
  it('puts a person who holds nothing into a vacant title', () =>
    givenStaffing(...hamletWith(vacancy))
      .when(appoint('moi'))
      .thenMoves(appointed('moi')));

  it('is refused into a slot the unit does not have', () =>
    givenStaffing(...hamletWith(vacancy))
      .when(appoint('moi', 'cong-an-vien'))
      .thenRefused('slot-in-unit'));

  it('is refused into a slot of another unit', () =>
    givenStaffing(slotOpened(slotOf('truong-thon'), 'truong-thon', { unitId: 'thon-khac' }))
      .when(appoint('moi'))
      .thenRefused('slot-in-unit'));

  it('is refused before the day the slot begins', () =>
    givenStaffing(...hamletWith(vacancy))
      .when(appoint('moi', 'truong-thon', '2018-12-31'))
      .thenRefused('slot-in-unit'));
});

describe('a slot and its one holder', () => {
  const held = hamletWith({ 'truong-thon': 'cu' });
  const relieved = (on: string) => holderRelieved(slotOf('truong-thon'), 'cu', { on });

  it('is refused a second holder', () =>
    givenStaffing(...held)
      .when(appoint('moi'))
      .thenRefused('one-holder-per-slot'));

  it('takes a new holder on the day the former one leaves', () =>
    givenStaffing(...held, relieved('2020-04-01'))
      .when(appoint('moi'))
      .thenMoves(appointed('moi')));

  it('is refused a new holder the day before the former one leaves', () =>
    givenStaffing(...held, relieved('2020-04-02'))
      .when(appoint('moi'))
      .thenRefused('one-holder-per-slot'));

  it('is refused a holder, entered late, who would meet one who came later', () =>
    givenStaffing(
      ...hamletWith(vacancy),
      holderAppointed(slotOf('truong-thon'), 'cu', { on: '2020-06-01' }),
    )
      .when(appoint('moi'))
      .thenRefused('one-holder-per-slot'));
});

describe('the person appointed', () => {
  const binh = hamletWith({ ...vacancy, 'cong-an-vien': 'binh' });

  it('is refused while holding another title', () =>
    givenStaffing(...binh)
      .when(appoint('binh'))
      .thenRefused('appointee-holds-nothing'));

  it('is refused, entered late, when another title begins later', () =>
    givenStaffing(
      ...hamletWith({ ...vacancy, 'cong-an-vien': null }),
      holderAppointed(slotOf('cong-an-vien'), 'binh', { on: '2020-06-01' }),
    )
      .when(appoint('binh'))
      .thenRefused('appointee-holds-nothing'));

  it('may have given up the other title by then', () =>
    givenStaffing(...binh, holderRelieved(slotOf('cong-an-vien'), 'binh', { on: '2020-04-01' }))
      .when(appoint('binh'))
      .thenMoves(appointed('binh')));

  it('may be without a slot: the appointment ends the surplus', () =>
    givenStaffing(...hamletWith(vacancy), surplusRecorded('du', null))
      .when(appoint('du'))
      .thenMoves(appointed('du')));

  it('is refused when a cadre or civil servant, who takes titles concurrently', () =>
    givenStaffing(...hamletWith(vacancy), officialListed('can-bo'))
      .when(appoint('can-bo'))
      .thenRefused('appointee-no-official'));
});

describe('the cap of a hamlet', () => {
  const withoutGiang = { ...full, 'chi-hoi-phu-nu': null };
  const giangComes = (on: string) => holderAppointed(slotOf('chi-hoi-phu-nu'), 'giang', { on });

  it('admits an appointment up to five part-time officers', () =>
    givenStaffing(...hamletWith({ ...withoutGiang, ...vacancy }))
      .when(appoint('moi'))
      .thenMoves(appointed('moi')));

  it('refuses the sixth', () =>
    givenStaffing(...hamletWith({ ...full, ...vacancy }))
      .when(appoint('moi'))
      .thenRefused('hamlet-cap'));

  it('refuses one, entered late, who would be the sixth from a later day on', () =>
    givenStaffing(...hamletWith({ ...withoutGiang, ...vacancy }), giangComes('2020-06-01'))
      .when(appoint('moi'))
      .thenRefused('hamlet-cap'));

  it('counts who holds two titles once', () =>
    givenStaffing(
      ...hamletWith({ ...withoutGiang, ...vacancy }),
      concurrentAssigned(slotOf('chi-hoi-phu-nu'), 'an'),
    )
      .when(appoint('moi'))
      .thenMoves(appointed('moi')));

  it('does not count a cadre or civil servant', () =>
    givenStaffing(
      ...hamletWith({ ...withoutGiang, ...vacancy }),
      officialListed('can-bo'),
      concurrentAssigned(slotOf('chi-hoi-phu-nu'), 'can-bo'),
    )
      .when(appoint('moi'))
      .thenMoves(appointed('moi')));
});
