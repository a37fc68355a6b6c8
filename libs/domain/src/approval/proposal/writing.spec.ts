import { describe, it } from '@jest/globals';

import {
  actorOf,
  actors,
  capacityOf,
  communeId,
  givenFor,
  hamletWith,
  proposalAt,
  sampleCommands,
  sampleRoute,
  sampleRules,
  unitPath,
} from '#libs/testing';

import { plainDate } from '../../kernel/plain-date.js';
import { privateText } from '../../kernel/private-text.js';
import type { DraftProposal } from './commands.js';
import type { ProposalEvent } from './events.js';
import { proposal } from './proposal.js';

const given = givenFor(proposal);
const { draft, revise, submit } = sampleCommands;

const colleague = actorOf('dong-nghiep', { role: 'commune-officer', unitId: communeId });
const stranger = actorOf('nguoi-ngoai', { role: 'commune-officer', unitId: 'xa-khac' });
const author = capacityOf(actors['commune-officer']);

const submitted = (on: string, round: number, by = author): ProposalEvent => ({
  type: 'ProposalSubmitted',
  effectiveOn: plainDate(on),
  by,
  data: { round },
});
const routeFixed = proposalAt.awaitingReception.slice(1, 2);

describe('drafting a proposal', () => {
  it('records what is asked, by whom, and the units above the commune', () =>
    given()
      .when(draft())
      .then(...proposalAt.draft));

  it('is refused under a code in use', () =>
    given(...proposalAt.draft)
      .when(draft())
      .thenRefused('proposal-exists'));

  it('is refused to an officer of another commune', () =>
    given().when(draft('2020-03-02', stranger)).thenRefused('not-allowed'));

  it('is refused to those who will decide', () =>
    given().when(draft('2020-03-02', actors['standing-committee'])).thenRefused('not-allowed'));

  it('is refused for a day that has not come', () =>
    given()
      .when({ ...draft(), on: plainDate('2020-03-03') })
      .thenRefused('act-not-in-the-future'));
});

describe('a proposal that nobody has drafted', () => {
  it.each([
    ['revised', revise('2020-03-02')],
    ['submitted', submit('2020-03-02')],
    ['withdrawn', sampleCommands.withdraw('2020-03-02')],
    ['issued', sampleCommands.issue('2020-03-02')],
    ['enacted', sampleCommands.recordEnactment('2020-03-02')],
  ])('is not %s', (_act, command) => given().when(command).thenRefused('proposal-known'));
});

describe('revising a proposal', () => {
  const revised = (on: string): ProposalEvent => ({
    type: 'ProposalRevised',
    effectiveOn: plainDate(on),
    by: capacityOf(colleague),
    data: {
      subject: draft().subject,
      takesEffectOn: draft().takesEffectOn,
      justification: privateText('to-trinh-1', 'Rõ hơn.'),
    },
  });
  const reviseBy = (on: string) => ({ ...revise(on, colleague), justification: ' Rõ hơn. ' });

  it.each(['draft', 'returned', 'deferred'] as const)('is possible when it is %s', (stage) =>
    given(...proposalAt[stage])
      .when(reviseBy('2020-03-20'))
      .then(revised('2020-03-20')),
  );

  it.each([
    'awaitingReception',
    'inReception',
    'inMeeting',
    'inIssuance',
    'issued',
    'rejected',
    'withdrawn',
    'enacted',
  ] as const)('is refused when it is %s', (stage) =>
    given(...proposalAt[stage])
      .when(reviseBy('2020-03-20'))
      .thenRefused('proposal-writable'),
  );

  it('is refused to an officer of another commune', () =>
    given(...proposalAt.draft)
      .when(revise('2020-03-03', stranger))
      .thenRefused('not-allowed'));
});

describe('submitting a proposal', () => {
  it('fixes the route of the day and starts the first round', () =>
    given(...proposalAt.draft)
      .when(submit('2020-03-03'))
      .then(...routeFixed, submitted('2020-03-03', 1)));

  it.each(['returned', 'deferred'] as const)(
    'starts the next round when it is %s, on the route it began with',
    (stage) =>
      given(...proposalAt[stage])
        .when({
          ...submit('2020-03-20', colleague),
          rules: {
            policyId: sampleRules.policyId,
            version: 2,
            content: {
              ...sampleRules.content,
              route: { id: 'tuyen-moi', steps: sampleRoute.steps.slice(-1) },
            },
          },
        })
        .then(submitted('2020-03-20', 2, capacityOf(colleague))),
  );

  it.each(['awaitingReception', 'inMeeting', 'issued', 'rejected', 'withdrawn'] as const)(
    'is refused when it is %s',
    (stage) =>
      given(...proposalAt[stage])
        .when(submit('2020-03-20'))
        .thenRefused('proposal-writable'),
  );

  it('is refused without a reason for it', () =>
    given(drafted({ justification: '  ' }))
      .when(submit('2020-03-03'))
      .thenRefused('justification-missing'));

  it('is refused when it names somebody who is not registered', () =>
    given(...proposalAt.draft)
      .when({ ...submit('2020-03-03'), strangers: ['nguoi-moi'] })
      .thenRefused('people-registered'));

  it('is refused now for what the staffing rules would refuse at the end', () =>
    given(...proposalAt.draft)
      .when(submit('2020-03-03', undefined, hamletWith({ 'truong-thon': 'cu' })))
      .thenRefused('one-holder-per-slot'));

  it('is refused when a step of the route has no body above the commune', () =>
    given(drafted({ unitPath: unitPath.filter(({ level }) => level !== 'district') }))
      .when(submit('2020-03-03'))
      .thenRefused('route-fits-unit'));

  it('is refused to an officer of another commune', () =>
    given(...proposalAt.draft)
      .when(submit('2020-03-03', stranger))
      .thenRefused('not-allowed'));
});

describe('acts of a case', () => {
  it('may be entered late, on the day of the act before', () =>
    given(...proposalAt.draft)
      .when(submit('2020-03-02'))
      .then(
        ...routeFixed.map((event) => ({ ...event, effectiveOn: plainDate('2020-03-02') })),
        submitted('2020-03-02', 1),
      ));

  it.each([
    ['revise', revise('2020-03-01'), proposalAt.draft],
    ['submit', submit('2020-03-01'), proposalAt.draft],
    ['withdraw', sampleCommands.withdraw('2020-03-01'), proposalAt.draft],
    [
      'answer',
      sampleCommands.answer('tiep-nhan', actors['organisation-commission'], '2020-03-02'),
      proposalAt.inReception,
    ],
    ['issue', sampleCommands.issue('2020-03-15'), proposalAt.inIssuance],
  ] as const)('are refused out of order: %s', (_act, command, history) =>
    given(...history)
      .when(command)
      .thenRefused('acts-in-order'),
  );
});

function drafted(otherwise: Partial<DraftProposal>): ProposalEvent {
  const [event] = proposal.decide({ ...draft(), ...otherwise }, proposal.initial);
  if (!event) throw new Error('A draft is recorded.');
  return event;
}
