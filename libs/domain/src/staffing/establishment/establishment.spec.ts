import { describe, expect, it } from '@jest/globals';

import {
  actors,
  communeId,
  context,
  decisionEnacted,
  enacting,
  givenFor,
  givenStaffing,
  hamletId,
  hamletWith,
  holderAppointed,
  positionAfter,
  samplePolicy,
  slotOf,
} from '#libs/testing';

import type { DecisionSubject } from '../kinds/index.js';
import { establishment } from './establishment.js';

const appointing: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: slotOf('truong-thon'), personId: 'moi' },
};
const vacant = hamletWith({ 'truong-thon': null });
const enact = enacting(appointing);
const moved = holderAppointed(slotOf('truong-thon'), 'moi', {
  on: '2020-04-01',
  decisionId: 'quyet-dinh-1',
});
const given = givenFor(establishment);

describe('enacting a decision', () => {
  it('records the decision and its moves together, on the day it takes effect', () =>
    given(...vacant)
      .when(enact)
      .then(decisionEnacted(enact), moved));

  it('happens once, however often it is asked for', () =>
    given(...vacant, decisionEnacted(enact), moved)
      .when(enact)
      .thenNothing());

  it('happens once even when the staffing has moved on since', () =>
    given(...vacant, decisionEnacted(enact), moved)
      .when({ ...enact, ...context(actors.process, '2020-09-01') })
      .thenNothing());

  it('is refused when the decision was enacted for another proposal', () =>
    given(...vacant, decisionEnacted(enact), moved)
      .when({ ...enact, proposalId: 'to-trinh-2' })
      .thenRefused('decision-of-one-proposal'));

  it('is refused when the rules of its kind refuse it', () =>
    givenStaffing(...hamletWith({ 'truong-thon': 'cu' }))
      .when(enact)
      .thenRefused('one-holder-per-slot'));

  it.each(['commune-officer', 'standing-committee', 'operator', 'auditor'] as const)(
    'is not done by hand, as %s',
    (role) =>
      given(...vacant)
        .when({ ...enact, by: actors[role] })
        .thenRefused('not-allowed'),
  );

  it('keeps the rules of the caller, not those of today', () =>
    given(...vacant)
      .when({ ...enact, rules: { ...samplePolicy, hamletPartTimeMax: 0 } })
      .thenRefused('hamlet-cap'));
});

describe('the staffing after a decision', () => {
  it('holds from the effective day on and not before', () => {
    const { holdings } = positionAfter(...vacant, decisionEnacted(enact), moved);
    expect(holdings).toEqual([
      {
        personId: 'moi',
        slotId: slotOf('truong-thon'),
        unitId: hamletId,
        basis: 'principal',
        from: '2020-04-01',
        to: null,
      },
    ]);
  });

  it('belongs to the commune whose establishment it is', () => {
    expect(establishment.category).toBe('establishment');
    expect(enact.communeId).toBe(communeId);
  });
});
