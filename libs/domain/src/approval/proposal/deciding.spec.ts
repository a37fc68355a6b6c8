import { describe, it } from '@jest/globals';

import {
  actorOf,
  actors,
  capacityOf,
  communeId,
  districtId,
  givenFor,
  proposalAt,
  sampleCommands,
  sampleMinutes,
} from '#libs/testing';

import type { Actor } from '../../kernel/actor.js';
import { fold } from '../../kernel/decider.js';
import { plainDate } from '../../kernel/plain-date.js';
import { privateText } from '../../kernel/private-text.js';
import type { Answer } from '../route.js';
import type { ProposalEvent } from './events.js';
import { proposal } from './proposal.js';

const given = givenFor(proposal);
const { answer, issue, openStep } = sampleCommands;

const commission = actors['organisation-commission'];
const committee = actors['standing-committee'];
const inFavour = { minutes: sampleMinutes };
const against = { minutes: { ...sampleMinutes, inFavour: 1, against: 7 } };

type Said = Extract<ProposalEvent, { type: 'StepAnswered' }>['data'];

const answered = (by: Actor, on: string, said: Partial<Said>): ProposalEvent => ({
  type: 'StepAnswered',
  effectiveOn: plainDate(on),
  by: capacityOf(by),
  data: { step: 'tiep-nhan', answer: 'approve', reason: null, minutes: null, ...said },
});

describe('answering a step', () => {
  it('records the answer, and the reason so that only its key can read it', () =>
    given(...proposalAt.inReception)
      .when(
        answer('tiep-nhan', commission, '2020-03-04', {
          answer: 'return',
          reason: ' Thiếu biên bản. ',
        }),
      )
      .then(
        answered(commission, '2020-03-04', {
          answer: 'return',
          reason: privateText('to-trinh-1', 'Thiếu biên bản.'),
        }),
      ));

  it('needs no reason to carry the proposal forward', () =>
    given(...proposalAt.inReception)
      .when(answer('tiep-nhan', commission, '2020-03-04', { reason: '  ' }))
      .then(answered(commission, '2020-03-04', {})));

  it.each<[Answer, string]>([
    ['return', ' '],
    ['reject', ' '],
    ['reject', '\u200b\u2060'],
    ['reject', '…'],
  ])('needs a reason to %s, and %j is none', (verdict, reason) =>
    given(...proposalAt.inAppraisal)
      .when(answer('tham-dinh', commission, '2020-03-09', { answer: verdict, reason }))
      .thenRefused('reason-required'),
  );

  it.each<[string, keyof typeof proposalAt, Answer]>([
    ['reception', 'inReception', 'reject'],
    ['reception', 'inReception', 'defer'],
    ['appraisal', 'inAppraisal', 'defer'],
    ['issuance', 'inIssuance', 'approve'],
    ['issuance', 'inIssuance', 'return'],
  ])('is refused at %s (%s) with %s', (kind, stage, verdict) => {
    const step = { reception: 'tiep-nhan', appraisal: 'tham-dinh', issuance: 'ban-hanh' }[kind];
    const by = kind === 'issuance' ? committee : commission;
    given(...proposalAt[stage])
      .when(answer(step ?? '', by, '2020-03-20', { answer: verdict, reason: 'Lý do.' }))
      .thenRefused('answer-fits-step');
  });

  it('is refused once the case has moved on', () =>
    given(...proposalAt.awaitingAppraisal)
      .when(answer('tiep-nhan', commission, '2020-03-04'))
      .thenRefused('step-open'));

  it('is refused for a step that is not the open one', () =>
    given(...proposalAt.inReception)
      .when(answer('tham-dinh', commission, '2020-03-04'))
      .thenRefused('step-open'));

  it('is refused with minutes where nobody met', () =>
    given(...proposalAt.inAppraisal)
      .when(answer('tham-dinh', commission, '2020-03-20', inFavour))
      .thenRefused('minutes-of-a-meeting'));
});

describe('the conclusion of a meeting', () => {
  it('records the minutes it rests on', () =>
    given(...proposalAt.inMeeting)
      .when(answer('hop', committee, '2020-03-16', inFavour))
      .then(answered(committee, '2020-03-16', { step: 'hop', ...inFavour })));

  it('follows from the count', () =>
    given(...proposalAt.inMeeting)
      .when(answer('hop', committee, '2020-03-16', against))
      .thenRefused('conclusion-follows-count'));

  it('may come days after the meeting', () =>
    given(...proposalAt.inMeeting)
      .when(answer('hop', committee, '2020-03-20', inFavour))
      .then(answered(committee, '2020-03-20', { step: 'hop', ...inFavour })));

  it('is refused before the meeting was held', () =>
    given(...proposalAt.inMeeting)
      .when(answer('hop', committee, '2020-03-15', inFavour))
      .thenRefused('meeting-held-by-then'));

  it.each(['2020-03-08', '1950-01-01'])('is refused with a meeting before it came: %s', (day) => {
    const minutes = { ...sampleMinutes, heldOn: plainDate(day) };
    given(...proposalAt.inMeeting)
      .when(answer('hop', committee, '2020-03-20', { minutes }))
      .thenRefused('meeting-after-case-came');
  });
});

describe('whoever answers', () => {
  const step = { role: 'organisation-commission', unitId: districtId } as const;

  it.each<[string, Actor]>([
    ['the committee, when the step is of the commission', committee],
    ['the commission of another district', actorOf('x', { ...step, unitId: 'huyen-khac' })],
    ['the commune that asks', actors['commune-officer']],
    ['the operator', actors.operator],
    ['the service itself', actors.process],
  ])('is not %s', (_who, by) =>
    given(...proposalAt.inReception)
      .when(answer('tiep-nhan', by, '2020-03-04'))
      .thenRefused(by === actors['commune-officer'] ? 'author-never-decides' : 'not-allowed'),
  );

  const officer = { role: 'commune-officer', unitId: communeId } as const;
  const both = actorOf('kiem-nhiem', officer, step);

  it('is not the one who drafted it, with another account of the same person', () => {
    const second: Actor = { accountId: 'tai-khoan-khac', personId: 'can-bo-xa', roles: [step] };
    given(...proposalAt.inReception)
      .when(answer('tiep-nhan', second, '2020-03-04'))
      .thenRefused('author-never-decides');
  });

  it.each(['ProposalRevised', 'ProposalSubmitted'])(
    'is not one who had a hand in it: %s',
    (type) => {
      const byAnother = type === 'ProposalSubmitted' ? submittedBy(both) : revisedBy(both);
      given(...byAnother)
        .when(answer('tiep-nhan', both, '2020-03-04'))
        .thenRefused('author-never-decides');
    },
  );

  it('may be somebody with both roles who had no hand in it', () =>
    given(...proposalAt.inReception)
      .when(answer('tiep-nhan', both, '2020-03-04'))
      .then({
        ...answered(both, '2020-03-04', {}),
        by: { accountId: both.accountId, personId: both.personId, ...step },
      }));

  it('does not issue what they wrote either', () => {
    const second: Actor = {
      accountId: 'tai-khoan-khac',
      personId: 'can-bo-xa',
      roles: [{ role: 'standing-committee', unitId: districtId }],
    };
    given(...proposalAt.inIssuance)
      .when(issue('2020-03-18', second))
      .thenRefused('author-never-decides');
  });

  it('has had a hand in it for good, also after it was returned and submitted by another', () => {
    const again: ProposalEvent[] = [
      ...proposalAt.returned,
      ...proposalAt.awaitingReception.slice(-1).map((event) => byActor(event, both)),
      ...proposalAt.inReception.slice(-1),
    ];
    const first: Actor = { ...both, personId: 'can-bo-xa' };
    given(...again)
      .when(answer('tiep-nhan', first, '2020-03-04'))
      .thenRefused('author-never-decides');
  });

  function submittedBy(by: Actor): ProposalEvent[] {
    return proposalAt.inReception.map((event) =>
      event.type === 'ProposalSubmitted' ? byActor(event, by) : event,
    );
  }

  function revisedBy(by: Actor): ProposalEvent[] {
    const state = fold(proposal, proposalAt.draft);
    const revised = proposal.decide(sampleCommands.revise('2020-03-02', by), state);
    return [...proposalAt.draft, ...revised, ...proposalAt.inReception.slice(1)];
  }
});

describe('opening a step', () => {
  const open = openStep('tiep-nhan', 'organisation-commission', '2020-03-03');

  it('is done by the service, for the body the route names', () =>
    given(...proposalAt.awaitingReception)
      .when(open)
      .then(...proposalAt.inReception.slice(-1)));

  it('is done once', () =>
    given(...proposalAt.inReception)
      .when(open)
      .thenNothing());

  it('is left alone once the case is withdrawn', () =>
    given(...proposalAt.withdrawn)
      .when(open)
      .thenNothing());

  it('is left alone when another step is due', () =>
    given(...proposalAt.awaitingAppraisal)
      .when({ ...open, ...openStep('hop', 'standing-committee', '2020-03-04') })
      .thenNothing());

  it('is not done by hand', () =>
    given(...proposalAt.awaitingReception)
      .when({ ...open, by: commission })
      .thenRefused('not-allowed'));
});

function byActor(event: ProposalEvent, { accountId, personId, roles }: Actor): ProposalEvent {
  const [held] = roles;
  if (!held) throw new Error(`${accountId} has no role.`);
  return { ...event, by: { accountId, personId, ...held } };
}
