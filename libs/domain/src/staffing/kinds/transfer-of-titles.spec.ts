import { describe, it } from '@jest/globals';

import {
  communeId,
  concurrentAssigned,
  enacting,
  givenStaffing,
  hamletId,
  hamletWith,
  holderAppointed,
  holderRelieved,
  officialListed,
  slotOf,
  surplusRecorded,
} from '#libs/testing';

const head = slotOf('truong-thon');
const police = slotOf('cong-an-vien');
const military = slotOf('thon-doi-truong');
const decided = { on: '2020-04-01', decisionId: 'quyet-dinh-1' };

const three = hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': 'binh', 'cong-an-vien': 'chi' });

/** Titles by slot, each with the person who takes it. */
const assign = (takers: Record<string, string>, unitId = hamletId) =>
  enacting({
    kind: 'concurrent-assignment',
    details: { unitId, assignments: assignments(takers) },
  });

const assignments = (takers: Record<string, string>) =>
  Object.entries(takers).map(([slotId, personId]) => ({ slotId, personId }));

describe('titles that pass to people who hold them concurrently', () => {
  it('relieve the former holder of each', () =>
    givenStaffing(...three)
      .when(assign({ [head]: 'an', [police]: 'an' }))
      .thenMoves(
        holderRelieved(head, 'binh', decided),
        concurrentAssigned(head, 'an', decided),
        holderRelieved(police, 'chi', decided),
        concurrentAssigned(police, 'an', decided),
      ));

  it('relieve nobody when the title is vacant', () =>
    givenStaffing(...hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': null }))
      .when(assign({ [head]: 'an' }))
      .thenMoves(concurrentAssigned(head, 'an', decided)));

  it('are refused when none is chosen', () =>
    givenStaffing(...three)
      .when(assign({}))
      .thenRefused('titles-chosen'));

  it('are refused when one is given to two people', () =>
    givenStaffing(...three)
      .when(
        enacting({
          kind: 'concurrent-assignment',
          details: {
            unitId: hamletId,
            assignments: [...assignments({ [head]: 'an' }), ...assignments({ [head]: 'chi' })],
          },
        }),
      )
      .thenRefused('each-title-once'));

  it('are refused when the unit does not have one', () =>
    givenStaffing(...three)
      .when(assign({ [head]: 'an' }, communeId))
      .thenRefused('slot-in-unit'));

  it('are refused to the person who holds it already', () =>
    givenStaffing(...three, concurrentAssigned(military, 'an'))
      .when(assign({ [head]: 'binh' }))
      .thenRefused('title-changes-hands'));

  it('are refused, entered late, when the title changed hands later', () =>
    givenStaffing(...three, holderRelieved(head, 'binh', { on: '2020-06-01' }))
      .when(assign({ [head]: 'an' }))
      .thenRefused('later-move-recorded'));

  it('are refused, entered late, when a holder came later', () =>
    givenStaffing(
      ...hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': null }),
      holderAppointed(head, 'binh', { on: '2020-06-01' }),
    )
      .when(assign({ [head]: 'an' }))
      .thenRefused('later-move-recorded'));
});

describe('a title taken up on a day', () => {
  it('may pass on that same day', () =>
    givenStaffing(
      ...hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': null }),
      holderAppointed(head, 'binh', { on: '2020-04-01' }),
    )
      .when(assign({ [head]: 'an' }))
      .thenMoves(holderRelieved(head, 'binh', decided), concurrentAssigned(head, 'an', decided)));
});

describe('whoever takes a title concurrently', () => {
  const vacantHead = hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': null });

  it('is refused without a title of their own', () =>
    givenStaffing(...vacantHead)
      .when(assign({ [head]: 'nguoi-ngoai' }))
      .thenRefused('own-title-kept'));

  it('is refused as a holder without a slot', () =>
    givenStaffing(...vacantHead, surplusRecorded('du', null))
      .when(assign({ [head]: 'du' }))
      .thenRefused('own-title-kept'));

  it('is refused when their own title passes on in the same decision', () =>
    givenStaffing(...three)
      .when(assign({ [head]: 'chi', [police]: 'an' }))
      .thenRefused('own-title-kept'));

  it('is refused when their own title ends later', () =>
    givenStaffing(...three, holderRelieved(police, 'chi', { on: '2020-06-01' }))
      .when(assign({ [head]: 'chi' }))
      .thenRefused('own-title-kept'));

  it('is refused before their own title begins', () =>
    givenStaffing(...vacantHead, holderAppointed(police, 'chi', { on: '2020-06-01' }))
      .when(assign({ [head]: 'chi' }))
      .thenRefused('own-title-kept'));

  it('may be a cadre or civil servant', () =>
    givenStaffing(...three, officialListed('can-bo'))
      .when(assign({ [head]: 'can-bo' }))
      .thenMoves(
        holderRelieved(head, 'binh', decided),
        concurrentAssigned(head, 'can-bo', decided),
      ));

  it('may not take the only title of somebody who holds others concurrently', () =>
    givenStaffing(...three, ...hamletWith({ 'thon-doi-truong': null }))
      .when(assign({ [military]: 'binh', [head]: 'an' }))
      .thenRefused('own-title-kept'));
});

describe('a concurrent assignment in a hamlet', () => {
  const crowded = hamletWith({
    'bi-thu-chi-bo': 'an',
    'truong-thon': 'binh',
    'cong-an-vien': 'chi',
    'bi-thu-chi-doan': 'dung',
    'chi-hoi-phu-nu': 'giang',
    'truong-ban-mat-tran': 'hoa',
    'thon-doi-truong': null,
  });
  const commune = hamletWith({ 'pho-ban-xa': 'xuan' }, communeId);

  it('may bring a hamlet above its cap down step by step', () =>
    givenStaffing(...crowded, holderAppointed(military, 'khoa'))
      .when(assign({ [military]: 'an' }))
      .thenMoves(
        holderRelieved(military, 'khoa', decided),
        concurrentAssigned(military, 'an', decided),
      ));

  it('may give a vacant title of a hamlet above its cap to somebody counted already', () =>
    givenStaffing(...crowded)
      .when(assign({ [military]: 'an' }))
      .thenMoves(concurrentAssigned(military, 'an', decided)));

  it('is refused when somebody from outside would bring the hamlet above its cap', () =>
    givenStaffing(...crowded, ...commune)
      .when(assign({ [military]: 'xuan' }))
      .thenRefused('hamlet-cap'));

  it('has no cap in the commune itself', () =>
    givenStaffing(...crowded, ...hamletWith({ 'pho-ban-xa': null }, communeId))
      .when(assign({ [slotOf('pho-ban-xa', communeId)]: 'an' }, communeId))
      .thenMoves(
        concurrentAssigned(slotOf('pho-ban-xa', communeId), 'an', {
          ...decided,
          unitId: communeId,
        }),
      ));
});
