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
} from '#libs/testing';

const police = slotOf('cong-an-vien');
const head = slotOf('truong-thon');

const relieve = (personId: string, slotId = police, unitId = hamletId) =>
  enacting({ kind: 'relief', details: { unitId, slotId, personId } });

const relieved = (personId: string, slotId = police) =>
  holderRelieved(slotId, personId, { on: '2020-04-01', decisionId: 'quyet-dinh-1' });

describe('a relief', () => {
  const binh = hamletWith({ 'cong-an-vien': 'binh', 'truong-thon': 'an' });

  it('ends the holding of one title', () =>
    givenStaffing(...binh)
      .when(relieve('binh'))
      .thenMoves(relieved('binh')));

  it('is refused for somebody who does not hold the title', () =>
    givenStaffing(...binh)
      .when(relieve('an'))
      .thenRefused('relieved-holds-the-title'));

  it('is refused for a vacant title', () =>
    givenStaffing(...hamletWith({ 'cong-an-vien': null }))
      .when(relieve('binh'))
      .thenRefused('relieved-holds-the-title'));

  it('is refused under the name of another unit', () =>
    givenStaffing(...binh)
      .when(relieve('binh', police, 'thon-khac'))
      .thenRefused('relieved-holds-the-title'));

  it('is refused when the title was given up before', () =>
    givenStaffing(...binh, holderRelieved(police, 'binh', { on: '2020-04-01' }))
      .when(relieve('binh'))
      .thenRefused('relieved-holds-the-title'));

  it('is refused, entered late, when a later relief is on record', () =>
    givenStaffing(...binh, holderRelieved(police, 'binh', { on: '2020-06-01' }))
      .when(relieve('binh'))
      .thenRefused('later-move-recorded'));

  it('is refused, entered late, when the person came back to the title later', () =>
    givenStaffing(
      ...binh,
      holderRelieved(police, 'binh', { on: '2020-06-01' }),
      holderAppointed(police, 'binh', { on: '2020-09-01' }),
    )
      .when(relieve('binh'))
      .thenRefused('later-move-recorded'));
});

describe('a relief of somebody who holds two titles', () => {
  const both = (on: string) => [
    ...hamletWith({ 'cong-an-vien': 'binh', 'truong-thon': null }),
    concurrentAssigned(head, 'binh', { on }),
  ];

  it('may end the concurrent one', () =>
    givenStaffing(...both('2020-01-01'))
      .when(relieve('binh', head))
      .thenMoves(relieved('binh', head)));

  it('is refused when it would leave the concurrent one alone', () =>
    givenStaffing(...both('2020-01-01'))
      .when(relieve('binh'))
      .thenRefused('own-title-kept'));

  it('is refused, entered late, when it would leave one that began later alone', () =>
    givenStaffing(...both('2020-06-01'))
      .when(relieve('binh'))
      .thenRefused('own-title-kept'));

  it('leaves an official with whatever they hold concurrently', () =>
    givenStaffing(
      officialListed('can-bo'),
      ...hamletWith({ 'cong-an-vien': null, 'truong-thon': null }),
      concurrentAssigned(police, 'can-bo'),
      concurrentAssigned(head, 'can-bo'),
    )
      .when(relieve('can-bo'))
      .thenMoves(relieved('can-bo')));
});
