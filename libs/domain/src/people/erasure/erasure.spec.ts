import { describe, it } from '@jest/globals';

import {
  actorOf,
  actors,
  capacityOf,
  communeId,
  context,
  districtId,
  givenFor,
  provinceId,
} from '#libs/testing';

import type { ErasureEvent } from './events.js';
import {
  erasure,
  type ApproveErasure,
  type PlaceLegalHold,
  type ProposeErasure,
} from './erasure.js';

const given = givenFor(erasure);

const grant = { role: 'data-protection-officer', unitId: districtId } as const;
const officer = actors['data-protection-officer'];
const colleague = actorOf('dong-nghiep', grant);
const third = actorOf('nguoi-thu-ba', grant);
const elsewhere = actorOf('huyen-khac', { ...grant, unitId: 'huyen-khac' });

const subjectId = 'P-1';
const unitPath = [communeId, districtId, provinceId];
const basis = { ground: 'not-selected', reference: '12/QĐ-UBND' } as const;
const person = { kind: 'person', unitPath, isOpenCase: false } as const;

const on = '2020-01-02';
const propose: ProposeErasure = {
  type: 'ProposeErasure',
  ...context(officer, on),
  ...{ subjectId, subject: person, basis },
};
const approve: ApproveErasure = {
  type: 'ApproveErasure',
  ...context(colleague, on),
  kids: ['khoa-1'],
};
const decline = { type: 'DeclineErasure', ...context(colleague, on) } as const;
const hold: PlaceLegalHold = {
  type: 'PlaceLegalHold',
  ...context(officer, on),
  ...{ subjectId, subject: person, reference: '7/CV-UBKT' },
};
const lift = { type: 'LiftLegalHold', ...context(officer, on) } as const;

const proposed = event('ErasureProposed', officer, { subjectId, kind: 'person', unitPath, basis });
const declined = event('ErasureDeclined', colleague, { subjectId });
const held = event('LegalHoldPlaced', officer, {
  ...{ subjectId, kind: 'person', unitPath, reference: '7/CV-UBKT' },
});
const heldByColleague = { ...held, by: capacityOf(colleague) };
const lifted = event('LegalHoldLifted', officer, { subjectId });
const erased = event('SubjectKeyErased', colleague, {
  ...{ subjectId, kids: ['khoa-1'], basis },
  requestedBy: capacityOf(officer),
  approvedBy: capacityOf(colleague),
});

describe('an erasure is proposed', () => {
  it('with the basis in law', () => given().when(propose).then(proposed));

  it('by the operator too, for whoever wrote in', () =>
    given()
      .when({ ...propose, by: actors.operator })
      .then({ ...proposed, by: capacityOf(actors.operator) }));

  it('once on the same basis', () => given(proposed).when(propose).thenNothing());

  it('not on another basis while one is open', () =>
    given(proposed)
      .when({ ...propose, basis: { ...basis, ground: 'subject-request' } })
      .thenRefused('one-erasure-at-a-time'));

  it('again after it was declined', () => given(proposed, declined).when(propose).then(proposed));

  it('not by whoever registers people', () =>
    given()
      .when({ ...propose, by: actors['commune-officer'] })
      .thenRefused('not-allowed'));

  it('not by an officer of another district', () =>
    given()
      .when({ ...propose, by: elsewhere })
      .thenRefused('not-allowed'));

  it('not for a case that is still open', () =>
    given()
      .when({ ...propose, subject: { kind: 'case', unitPath, isOpenCase: true } })
      .thenRefused('case-ended'));

  it('for a case that has ended', () =>
    given()
      .when({ ...propose, subject: { kind: 'case', unitPath, isOpenCase: false } })
      .then(event('ErasureProposed', officer, { subjectId, kind: 'case', unitPath, basis })));

  it.each(['', 'Theo đơn của ông Nguyễn Văn Mẫu', '12/QĐ-UBND Mẫu', '12/Mẫu', 'QĐ-12', '12'])(
    'not on %j, which is no number of a paper',
    (reference) =>
      given()
        .when({ ...propose, basis: { ...basis, reference } })
        .thenRefused('reference-of-a-paper'),
  );

  it.each(['91/2025/QH15', '36-HD/VPTW', '5/ĐƠN'])('on a paper numbered %s', (reference) =>
    given()
      .when({ ...propose, basis: { ...basis, reference } })
      .then(
        event('ErasureProposed', officer, {
          ...{ subjectId, kind: 'person', unitPath },
          basis: { ...basis, reference },
        }),
      ),
  );

  it('not when the data is erased already', () =>
    given(proposed, erased).when(propose).thenRefused('subject-erased'));
});

describe('an erasure is approved', () => {
  it('by another person', () => given(proposed).when(approve).then(erased));

  it('once', () => given(proposed, erased).when(approve).thenNothing());

  it('not by who proposed it', () =>
    given(proposed)
      .when({ ...approve, by: officer })
      .thenRefused('two-persons'));

  it('not by who proposed it, from a second account', () =>
    given(proposed)
      .when({ ...approve, by: { ...officer, accountId: 'tai-khoan-hai' } })
      .thenRefused('two-persons'));

  it('not by whose data it is', () =>
    given(proposed)
      .when({ ...approve, by: actorOf(subjectId, grant) })
      .thenRefused('two-persons'));

  it.each(['operator', 'auditor', 'standing-committee', 'commune-officer'] as const)(
    'not by %s',
    (role) =>
      given(proposed)
        .when({ ...approve, by: actors[role] })
        .thenRefused('not-allowed'),
  );

  it('not by an officer of another district', () =>
    given(proposed)
      .when({ ...approve, by: elsewhere })
      .thenRefused('not-allowed'));

  it('not before it is proposed', () =>
    given(held, lifted).when(approve).thenRefused('erasure-proposed'));

  it('not after it was declined', () =>
    given(proposed, declined).when(approve).thenRefused('erasure-proposed'));
});

describe('an erasure is declined', () => {
  it('by who could have approved it', () => given(proposed).when(decline).then(declined));

  it('by who proposed it', () =>
    given({ ...proposed, by: capacityOf(actors.operator) })
      .when({ ...decline, by: actors.operator })
      .then({ ...declined, by: capacityOf(actors.operator) }));

  it('not by another who may only propose', () =>
    given(proposed)
      .when({ ...decline, by: actors.operator })
      .thenRefused('not-allowed'));

  it('once', () => given(proposed, declined).when(decline).thenNothing());

  it('not when the key is gone', () =>
    given(proposed, erased).when(decline).thenRefused('subject-erased'));
});

describe('a legal hold', () => {
  it('is placed on the number of a paper', () => given().when(hold).then(held));

  it('is not placed without one', () =>
    given()
      .when({ ...hold, reference: 'khiếu nại' })
      .thenRefused('reference-of-a-paper'));

  it('keeps an erasure from being proposed', () =>
    given(held).when(propose).thenRefused('legal-hold'));

  it('keeps one that is proposed from being approved', () =>
    given(proposed, held).when(approve).thenRefused('legal-hold'));

  it('ends when it is lifted', () => given(proposed, held, lifted).when(approve).then(erased));

  it('is placed and lifted once', () => {
    given(held).when(hold).thenNothing();
    given(held, lifted).when(lift).thenNothing();
  });

  it('is lifted by an officer', () => given(held).when(lift).then(lifted));

  it('of one’s own is lifted by who proposed the erasure', () =>
    given(proposed, held).when(lift).then(lifted));

  it('of another person is lifted by who did not propose the erasure', () => {
    given(proposed, heldByColleague)
      .when({ ...lift, by: third })
      .then({ ...lifted, by: capacityOf(third) });
    given(proposed, declined, heldByColleague).when(lift).then(lifted);
  });

  it.each([officer, { ...officer, accountId: 'tai-khoan-hai' }])(
    'of another person is not lifted by who proposed the erasure',
    (by) =>
      given(proposed, heldByColleague)
        .when({ ...lift, by })
        .thenRefused('hold-lifted-by-another'),
  );

  it('of another person is not lifted by who proposes the erasure next', () => {
    const before = given(heldByColleague, lifted);
    before.when(propose).thenRefused('hold-lifted-by-another');
    const asColleague = { ...proposed, by: capacityOf(colleague) };
    before.when({ ...propose, by: colleague }).then(asColleague);
    given(heldByColleague, lifted, held, lifted).when(propose).then(proposed);
  });

  it.each(['operator', 'auditor', 'commune-officer'] as const)('is not a matter for %s', (role) => {
    given()
      .when({ ...hold, by: actors[role] })
      .thenRefused('not-allowed');
    given(held)
      .when({ ...lift, by: actors[role] })
      .thenRefused('not-allowed');
  });

  it('comes too late for what is erased', () =>
    given(proposed, erased).when(hold).thenRefused('subject-erased'));
});

function event<Type extends ErasureEvent['type']>(
  type: Type,
  by: typeof officer,
  data: Extract<ErasureEvent, { type: Type }>['data'],
): ErasureEvent {
  return { type, effectiveOn: context(by, on).on, by: capacityOf(by), data } as ErasureEvent;
}
