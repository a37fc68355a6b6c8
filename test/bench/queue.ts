import { randomUUID } from 'node:crypto';

import { AskProposal, AskProposalHandler, type ProposalAsk } from '#libs/application';
import { plainDate, type Actor, type DecisionSubject, type JsonObject } from '#libs/domain';
import type { ObligationWork } from '#libs/queues';

import type { Core } from '../../apps/api/src/service/core.js';
import { days, usernames } from '../kit/cases.js';
import { candidate, communeId, vacant } from '../kit/demonstration.js';
import { percentile, print } from './figure.js';
import { inDataDirectory } from './in-service.js';
import { inWorker } from './in-worker.js';

const SUBMISSIONS = 500;
const WARMING = 50;
const P50_MAX_MS = 5;

const officer: Actor = {
  accountId: usernames.commune,
  personId: `p.${usernames.commune}`,
  roles: [{ role: 'commune-officer', unitId: communeId }],
};
const subject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: communeId, slotId: vacant.radio, personId: candidate(1) },
};

/**
 * From the moment a submission is known to be committed to the moment the worker begins to open
 * the first step of the case: by the read models, Redis and BullMQ, one case at a time.
 */
export async function measureQueue(): Promise<void> {
  const begun = new Begun();
  await inDataDirectory((dataDir) =>
    inWorker(
      dataDir,
      (work) => begun.observe(work),
      async (core) => {
        const times: number[] = [];
        for (let n = 0; n < WARMING + SUBMISSIONS; n++) times.push(await hop(core, begun));
        const measured = times.slice(WARMING);
        const name = 'queue hop, submission committed to worker begins';
        const p50 = percentile(measured, 50);
        print({ name: `${name}, p50`, value: p50, unit: 'ms', target: P50_MAX_MS });
        print({ name: `${name}, p99`, value: percentile(measured, 99), unit: 'ms' });
      },
    ),
  );
}

/** When the work on each subject began, and its end. */
class Begun {
  readonly #waiting = new Map<string, (begunAt: number) => void>();

  async of(subject: string): Promise<number> {
    return new Promise((resolve) => this.#waiting.set(subject, resolve));
  }

  observe(work: ObligationWork): ObligationWork {
    return {
      handle: async (obligation) => {
        const begunAt = performance.now();
        await work.handle(obligation);
        this.#waiting.get(obligation.subject)?.(begunAt);
      },
      exhausted: (obligation, error) => work.exhausted(obligation, error),
    };
  }
}

async function hop(core: Core, begun: Begun): Promise<number> {
  const { executor, reader, context, clock } = core;
  const proposals = new AskProposalHandler(executor, reader, context, clock);
  const proposalId = randomUUID();
  const ask = async (act: ProposalAsk) => {
    const request = {
      ...{ commandId: randomUUID(), body: act as unknown as JsonObject, actor: officer },
      ...{ expectedRevision: null, correlationId: proposalId, causationId: null },
    };
    await proposals.execute(new AskProposal(proposalId, act, null, request));
  };
  await ask({
    ...{ type: 'DraftProposal', communeId, subject, takesEffectOn: plainDate(days.effective) },
    justification: 'Chức danh đang khuyết.',
  });
  const begunAt = begun.of(proposalId);
  await ask({ type: 'SubmitProposal' });
  const committedAt = performance.now();
  return (await begunAt) - committedAt;
}
