import { describe, expect, it } from '@jest/globals';

import { proposalAt, type ProposalStage } from '#libs/testing';

import { plainDate } from '../kernel/plain-date.js';
import { obligationId, type Obligation } from '../kernel/process.js';
import { approvalProcess } from './process.js';
import type { ProposalEvent } from './proposal/events.js';

const CASE = 'to-trinh-1';

function owedAfter(events: readonly ProposalEvent[]): readonly Obligation[] {
  const owed = events.reduce(
    (state, event, revision) => approvalProcess.evolve(state, event, revision),
    approvalProcess.initial,
  );
  return approvalProcess.react(owed, CASE);
}

const lastRevision = (stage: ProposalStage) => proposalAt[stage].length - 1;

describe('what the service owes a case', () => {
  it.each<ProposalStage>([
    'awaitingReception',
    'awaitingAppraisal',
    'awaitingMeeting',
    'awaitingIssuance',
  ])('is to open the next step: %s', (stage) => {
    expect(owedAfter(proposalAt[stage])).toEqual([
      { kind: 'open-step', subject: CASE, revision: lastRevision(stage) },
    ]);
  });

  it('is to enact the decision once it is issued', () => {
    expect(owedAfter(proposalAt.issued)).toEqual([
      { kind: 'enact', subject: CASE, revision: lastRevision('issued') },
    ]);
  });

  it.each<ProposalStage>([
    'draft',
    'inReception',
    'inAppraisal',
    'inMeeting',
    'inIssuance',
    'returned',
    'rejected',
    'deferred',
    'withdrawn',
    'enacted',
    'enactmentRefused',
  ])('is nothing while somebody else must act or nobody: %s', (stage) => {
    expect(owedAfter(proposalAt[stage])).toEqual([]);
  });

  it('is nothing in an empty case', () => expect(owedAfter([])).toEqual([]));

  it('stays owed, under the same id, when the service failed', () => {
    const owed = owedAfter(proposalAt.awaitingReception);
    const [submitted] = proposalAt.awaitingReception.slice(-1);
    if (!submitted) throw new Error('Submitted last.');
    const failed: ProposalEvent = {
      type: 'ProcessingFailed',
      effectiveOn: plainDate('2020-03-03'),
      by: submitted.by,
      data: { owed: 'open-step', reason: 'StoreUnavailable' },
    };
    expect(owedAfter([...proposalAt.awaitingReception, failed])).toEqual(owed);
  });

  it('is a new obligation in each round', () => {
    const [submitted] = proposalAt.awaitingReception.slice(-1);
    const [opened] = proposalAt.inReception.slice(-1);
    if (!submitted || !opened) throw new Error('Submitted, then opened.');
    const first = owedAfter(proposalAt.awaitingReception);
    const second = owedAfter([...proposalAt.returned, submitted]);
    expect(second.map(obligationId)).not.toEqual(first.map(obligationId));
    expect(owedAfter([...proposalAt.returned, submitted, opened])).toEqual([]);
  });

  it('has an id the queue accepts', () => {
    for (const id of owedAfter(proposalAt.issued).map(obligationId)) {
      expect(id).not.toContain(':');
      expect(id).not.toMatch(/^\d+$/);
    }
  });
});
