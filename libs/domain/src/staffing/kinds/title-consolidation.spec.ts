import { describe, it } from '@jest/globals';

import {
  communeId,
  concurrentAssigned,
  enacting,
  givenStaffing,
  hamletId,
  hamletWith,
  holderRelieved,
  slotOf,
} from '#libs/testing';

const decided = { on: '2020-04-01', decisionId: 'quyet-dinh-1' };

const seven = hamletWith({
  'bi-thu-chi-bo': 'an',
  'truong-thon': 'binh',
  'cong-an-vien': 'chi',
  'thon-doi-truong': 'dung',
  'bi-thu-chi-doan': 'giang',
  'chi-hoi-phu-nu': 'hoa',
  'truong-ban-mat-tran': 'khoa',
});

const consolidate = (takers: Record<string, string>, unitId = hamletId) =>
  enacting({
    kind: 'title-consolidation',
    details: {
      unitId,
      assignments: Object.entries(takers).map(([titleId, personId]) => ({
        slotId: slotOf(titleId, unitId),
        personId,
      })),
    },
  });

const passes = (titleId: string, from: string, to: string) => [
  holderRelieved(slotOf(titleId), from, decided),
  concurrentAssigned(slotOf(titleId), to, decided),
];

describe('a consolidation of titles', () => {
  it('is accepted when the hamlet ends at its cap', () =>
    givenStaffing(...seven)
      .when(consolidate({ 'truong-thon': 'an', 'truong-ban-mat-tran': 'hoa' }))
      .thenMoves(
        ...passes('truong-thon', 'binh', 'an'),
        ...passes('truong-ban-mat-tran', 'khoa', 'hoa'),
      ));

  it('is refused when the hamlet ends above its cap', () =>
    givenStaffing(...seven)
      .when(consolidate({ 'truong-thon': 'an' }))
      .thenRefused('hamlet-cap'));

  it('is refused in the commune, which has no cap to come to', () =>
    givenStaffing(...hamletWith({ 'pho-ban-xa': 'xuan' }, communeId))
      .when(consolidate({ 'pho-ban-xa': 'an' }, communeId))
      .thenRefused('consolidation-in-hamlet'));
});
