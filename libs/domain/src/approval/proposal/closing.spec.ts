import { describe, it } from '@jest/globals';

import {
  actorOf,
  actors,
  capacityOf,
  context,
  districtId,
  givenFor,
  proposalAt,
  sampleCommands,
  type ProposalStage,
} from '#libs/testing';

import type { Actor } from '../../kernel/actor.js';
import { plainDate } from '../../kernel/plain-date.js';
import type { ProposalEvent } from './events.js';
import { proposal } from './proposal.js';

const given = givenFor(proposal);
const { issue, recordEnactment, withdraw } = sampleCommands;
const LATER = '2020-03-20';

describe('withdrawing a proposal', () => {
  const withdrawn = (round: number): ProposalEvent => ({
    type: 'ProposalWithdrawn',
    effectiveOn: plainDate(LATER),
    by: capacityOf(actors['commune-officer']),
    data: { round },
  });

  it.each<[ProposalStage, number]>([
    ['draft', 0],
    ['awaitingReception', 1],
    ['inReception', 1],
    ['awaitingAppraisal', 1],
    ['inAppraisal', 1],
    ['awaitingMeeting', 1],
    ['returned', 1],
    ['deferred', 1],
  ])('is possible until it is on the agenda: %s', (stage, round) =>
    given(...proposalAt[stage])
      .when(withdraw(LATER))
      .then(withdrawn(round)),
  );

  it.each<ProposalStage>([
    'inMeeting',
    'awaitingIssuance',
    'inIssuance',
    'issued',
    'enacted',
    'enactmentRefused',
    'rejected',
  ])('is refused after that: %s', (stage) =>
    given(...proposalAt[stage])
      .when(withdraw(LATER))
      .thenRefused('withdraw-before-agenda'),
  );

  it('is done once', () =>
    given(...proposalAt.withdrawn)
      .when(withdraw(LATER))
      .thenNothing());

  it('is refused to the deciding side', () =>
    given(...proposalAt.inReception)
      .when(withdraw(LATER, actors['organisation-commission']))
      .thenRefused('not-allowed'));
});

describe('issuing the decision', () => {
  const issued = proposalAt.issued.slice(-1);

  it('numbers, signs and dates the paper', () =>
    given(...proposalAt.inIssuance)
      .when(issue('2020-03-18'))
      .then(...issued));

  it('leaves no stray spaces in number, symbol and signer', () =>
    given(...proposalAt.inIssuance)
      .when({ ...issue('2020-03-18'), number: ' 45 ', symbol: 'QĐ/HU ', signer: ' Người ký mẫu' })
      .then(...issued));

  it.each(['number', 'symbol', 'signer'] as const)('is refused without a %s', (part) =>
    given(...proposalAt.inIssuance)
      .when({ ...issue('2020-03-18'), [part]: '  ' })
      .thenRefused('paper-complete'),
  );

  it('may take effect on the day it is signed', () =>
    given(...proposalAt.inIssuance)
      .when({ ...issue('2020-03-18'), takesEffectOn: plainDate('2020-03-18') })
      .then(
        ...issued.map((event) => {
          const takesEffectOn = plainDate('2020-03-18');
          return { ...event, data: { ...event.data, takesEffectOn } } as ProposalEvent;
        }),
      ));

  it('is refused with an effect before the signature', () =>
    given(...proposalAt.inIssuance)
      .when({ ...issue('2020-03-18'), takesEffectOn: plainDate('2020-03-17') })
      .thenRefused('effect-not-before-signature'));

  it('is refused with an effect that keeps the titles from every later decision', () =>
    given(...proposalAt.inIssuance)
      .when({ ...issue('2020-03-18'), takesEffectOn: plainDate('2021-03-20') })
      .thenRefused('effect-within-a-year'));

  it('is refused while the committee has yet to meet', () =>
    given(...proposalAt.inMeeting)
      .when(issue('2020-03-18'))
      .thenRefused('issued-at-the-end'));

  it.each<ProposalStage>(['draft', 'awaitingIssuance', 'rejected', 'withdrawn', 'issued'])(
    'is refused when no step is open: %s',
    (stage) =>
      given(...proposalAt[stage])
        .when(issue(LATER))
        .thenRefused('step-open'),
  );

  it.each<[string, Actor]>([
    ['the commission, which appraised it', actors['organisation-commission']],
    [
      'the committee of another district',
      actorOf('x', { role: 'standing-committee', unitId: 'huyen-khac' }),
    ],
    ['an auditor', actorOf('x', { role: 'auditor', unitId: districtId })],
    ['the service itself', actors.process],
  ])('is not done by %s', (_who, by) =>
    given(...proposalAt.inIssuance)
      .when(issue('2020-03-18', by))
      .thenRefused('not-allowed'),
  );
});

describe('the enactment', () => {
  const refused = { rule: 'hamlet-cap', reason: 'Thôn đã đủ người.' };

  it('is told to the case when the holders have moved', () =>
    given(...proposalAt.issued)
      .when(recordEnactment('2020-03-18'))
      .then(...proposalAt.enacted.slice(-1)));

  it('is told to the case when the staffing rules would not let them', () =>
    given(...proposalAt.issued)
      .when(recordEnactment('2020-03-18', refused))
      .then(...proposalAt.enactmentRefused.slice(-1)));

  it.each<ProposalStage>(['enacted', 'enactmentRefused', 'inIssuance', 'withdrawn'])(
    'changes nothing when it is not awaited: %s',
    (stage) =>
      given(...proposalAt[stage])
        .when(recordEnactment('2020-03-18'))
        .thenNothing(),
  );

  it('changes nothing when it is of another decision', () =>
    given(...proposalAt.issued)
      .when({ ...recordEnactment('2020-03-18'), decisionId: 'quyet-dinh-2' })
      .thenNothing());

  it('is not recorded by hand', () =>
    given(...proposalAt.issued)
      .when({ ...recordEnactment('2020-03-18'), by: actors['standing-committee'] })
      .thenRefused('not-allowed'));
});

describe('a failure of the service', () => {
  const fail = (by: Actor) =>
    ({
      type: 'RecordProcessingFailure',
      ...context(by, LATER),
      owed: 'open-step',
      reason: 'StoreUnavailable',
    }) as const;

  it('is recorded for an operator to see', () =>
    given(...proposalAt.awaitingReception)
      .when(fail(actors.process))
      .then({
        type: 'ProcessingFailed',
        effectiveOn: plainDate(LATER),
        by: capacityOf(actors.process),
        data: { owed: 'open-step', reason: 'StoreUnavailable' },
      }));

  it('is not recorded by hand', () =>
    given(...proposalAt.awaitingReception)
      .when(fail(actors.operator))
      .thenRefused('not-allowed'));
});
