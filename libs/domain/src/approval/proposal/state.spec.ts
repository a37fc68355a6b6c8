import { describe, expect, it } from '@jest/globals';

import {
  communeId,
  districtId,
  proposalAt,
  provinceId,
  sampleRoute,
  type ProposalStage,
} from '#libs/testing';

import { fold } from '../../kernel/decider.js';
import { InvariantBroken } from '../../kernel/refusal.js';
import { proposal } from './proposal.js';
import { currentStep, resourceOf, routeOf, type ProposalStatus } from './state.js';

const at = (stage: ProposalStage) => fold(proposal, proposalAt[stage]);

/** Every stage of a case: its status, the step it is at, whether a body must answer. */
const STAGES: Record<ProposalStage, [ProposalStatus, step: string | null, body: boolean]> = {
  draft: ['draft', null, false],
  awaitingReception: ['moving', 'tiep-nhan', false],
  inReception: ['in-step', 'tiep-nhan', true],
  returned: ['returned', null, false],
  awaitingAppraisal: ['moving', 'tham-dinh', false],
  inAppraisal: ['in-step', 'tham-dinh', true],
  awaitingMeeting: ['moving', 'hop', false],
  inMeeting: ['in-step', 'hop', true],
  rejected: ['rejected', null, false],
  deferred: ['deferred', null, false],
  awaitingIssuance: ['moving', 'ban-hanh', false],
  inIssuance: ['in-step', 'ban-hanh', true],
  issued: ['issued', null, false],
  enacted: ['enacted', null, false],
  enactmentRefused: ['enactment-refused', null, false],
  withdrawn: ['withdrawn', null, false],
};

const stages = Object.keys(STAGES) as ProposalStage[];

describe('where a case stands', () => {
  it('is nowhere before it is drafted', () => {
    expect(proposal.initial).toMatchObject({ status: 'absent', round: 0, authors: [] });
  });

  it.each(stages)('%s', (stage) => {
    const [status, step, body] = STAGES[stage];
    const state = at(stage);
    expect([state.status, state.step, state.body !== null]).toEqual([status, step, body]);
  });

  it.each(stages)('%s: it bears the day of its latest act', (stage) => {
    expect(at(stage).latestOn).toBe(proposalAt[stage].at(-1)?.effectiveOn);
  });

  it('counts the rounds and keeps route, policy and authors over them', () => {
    const first = at('deferred');
    const [submitted] = proposalAt.awaitingReception.slice(-1);
    if (submitted?.type !== 'ProposalSubmitted') throw new Error('Submitted last.');
    const by = { ...submitted.by, personId: 'dong-nghiep' };
    const second = proposal.evolve(first, { ...submitted, by, data: { round: 2 } });
    expect(second).toMatchObject({ status: 'moving', step: 'tiep-nhan', round: 2 });
    expect(second.route).toBe(first.route);
    expect(second.policy).toEqual({ policyId: 'bo-quy-tac-mau', version: 1 });
    expect(second.authors).toEqual(['can-bo-xa', 'dong-nghiep']);
  });

  it('is not moved by a failure of the service', () => {
    const before = at('awaitingReception');
    const [latest] = proposalAt.awaitingReception.slice(-1);
    if (!latest) throw new Error('Submitted last.');
    const { effectiveOn, by } = latest;
    const data = { owed: 'open-step', reason: 'StoreUnavailable' };
    expect(proposal.evolve(before, { type: 'ProcessingFailed', effectiveOn, by, data })).toEqual(
      before,
    );
  });
});

describe('what permission is asked about', () => {
  const unitPath = [communeId, districtId, provinceId];
  const submitted = { unitPath, authors: ['can-bo-xa'], isDraft: false };

  it('is the commune with the units above it, the authors, and the body of the open step', () => {
    const body = { role: 'organisation-commission', unitId: districtId };
    expect(resourceOf(at('inReception'))).toEqual({ ...submitted, body });
    expect(resourceOf(at('awaitingReception'))).toEqual(submitted);
  });

  it('says whether it has ever been submitted', () => {
    expect(resourceOf(at('draft')).isDraft).toBe(true);
    expect(resourceOf(at('returned')).isDraft).toBe(false);
  });
});

describe('the step a case is at', () => {
  it('is that of its route', () => {
    expect(currentStep(at('inMeeting'))).toBe(sampleRoute.steps[2]);
    expect(routeOf(at('inMeeting'))).toBe(sampleRoute);
  });

  it('is not guessed when history lacks it', () => {
    expect(() => routeOf(at('draft'))).toThrow(InvariantBroken);
    expect(() => currentStep(at('returned'))).toThrow(InvariantBroken);
  });

  it('is not opened for a body other than that of the route', () => {
    const [opened] = proposalAt.inReception.slice(-1);
    if (opened?.type !== 'StepOpened') throw new Error('Opened last.');
    const command = {
      type: 'OpenStep',
      by: { accountId: 'p', personId: 'p', roles: [{ role: 'process', unitId: 'service' }] },
      at: '2020-03-03T05:00:00.000Z' as never,
      on: opened.effectiveOn,
      step: opened.data.step,
      dueOn: null,
    } as const;
    const open = (body: typeof opened.data.body) => () =>
      proposal.decide({ ...command, body }, at('awaitingReception'));
    expect(open(opened.data.body)()).toHaveLength(1);
    expect(open({ ...opened.data.body, unitId: 'huyen-khac' })).toThrow(InvariantBroken);
    expect(open({ ...opened.data.body, role: 'standing-committee' })).toThrow(InvariantBroken);
  });

  it('has none after it when the last one is answered as if it were not the last', () => {
    const [answered] = proposalAt.awaitingAppraisal.slice(-1);
    if (answered?.type !== 'StepAnswered') throw new Error('Answered last.');
    expect(() => proposal.evolve(at('inIssuance'), answered)).toThrow(InvariantBroken);
  });
});
