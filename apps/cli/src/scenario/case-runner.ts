import { setTimeout as wait } from 'node:timers/promises';

import type { ScenarioProposal } from '#libs/scenarios';
import { v5 as uuidv5 } from 'uuid';

import { CommandFailure, EXIT } from '../exit.js';
import type { ServiceClient } from '../service-client.js';

/** The three who act in a scenario, each signed in. */
export interface Officers {
  readonly communeOfficer: ServiceClient;
  readonly organisationCommission: ServiceClient;
  readonly standingCommittee: ServiceClient;
}

interface CaseSeen {
  readonly status: string;
  readonly revision: number;
  readonly step: { readonly key: string; readonly kind: string } | null;
  readonly enactmentRefused: string | null;
}

interface Acknowledged {
  readonly position: number;
}

interface Act {
  readonly officer: ServiceClient;
  readonly key: string;
  readonly path: string;
  readonly body: object;
}

interface StepBody {
  readonly step: string | undefined;
  readonly answer: string;
  readonly on: string;
  readonly minutes?: object;
}

/** Keys the command ids of scenario acts, so that a scenario interrupted anywhere can go on. */
const NAMESPACE = '3c7e3f44-2f5b-4c53-b9ad-0c8f2d6f1e0b';
const POLL_MS = 15;
const WAIT_MAX_MS = 60_000;

/** Takes one proposal from its draft to enactment, each act by whom it belongs to, on its day. */
export class CaseRunner {
  #position = 0;

  constructor(
    private readonly officers: Officers,
    private readonly communeId: string,
    private readonly proposal: ScenarioProposal,
  ) {}

  /** Does what is still to be done; a case that is enacted already is left as it is. */
  async run(): Promise<void> {
    const proposalId = await this.#draft();
    for (;;) {
      const seen = await this.#settled(proposalId);
      if (seen.status === 'enacted') return;
      await this.#perform(proposalId, seen.revision, this.#actFor(seen));
    }
  }

  async #draft(): Promise<string> {
    const { subject, takesEffectOn, justification, draftedOn: on } = this.proposal;
    const body = { communeId: this.communeId, ...subject, takesEffectOn, justification, on };
    const drafted = await this.officers.communeOfficer.command<
      Acknowledged & { proposalId: string }
    >('POST', '/proposals', body, { commandId: this.#commandId('draft') });
    this.#position = drafted.position;
    return drafted.proposalId;
  }

  /** The case once it waits for a person: what the service moves on by itself has been moved. */
  async #settled(proposalId: string): Promise<CaseSeen> {
    const until = Date.now() + WAIT_MAX_MS;
    while (Date.now() < until) {
      const seen = await this.officers.communeOfficer.get<CaseSeen>(
        `/proposals/${proposalId}?minPosition=${this.#position}`,
      );
      if (seen.status !== 'moving' && seen.status !== 'issued') return seen;
      await wait(POLL_MS);
    }
    throw new CommandFailure(
      EXIT.error,
      `Hồ sơ ${this.proposal.key} chưa được chuyển bước sau ${WAIT_MAX_MS / 1000} giây.`,
    );
  }

  async #perform(proposalId: string, revision: number, act: Act): Promise<void> {
    const { position } = await act.officer.command<Acknowledged>(
      'POST',
      `/proposals/${proposalId}/${act.path}`,
      act.body,
      { commandId: this.#commandId(act.key), revision },
    );
    this.#position = position;
  }

  #actFor({ status, step, enactmentRefused }: CaseSeen): Act {
    const { communeOfficer, organisationCommission, standingCommittee } = this.officers;
    const { submittedOn, receivedOn, appraisedOn, minutes } = this.proposal;
    if (status === 'draft') {
      const body = { on: submittedOn };
      return { officer: communeOfficer, key: 'submit', path: 'submission', body };
    }
    const approve = { step: step?.key, answer: 'approve' };
    switch (step?.kind) {
      case 'reception':
        return answerBy(organisationCommission, { ...approve, on: receivedOn });
      case 'appraisal':
        return answerBy(organisationCommission, { ...approve, on: appraisedOn });
      case 'meeting':
        return answerBy(standingCommittee, { ...approve, minutes, on: minutes.heldOn });
      case 'issuance':
        return { officer: standingCommittee, key: 'issue', path: 'decision', body: this.#paper() };
      default:
        throw new CommandFailure(
          EXIT.conflict,
          `Hồ sơ ${this.proposal.key} dừng ở trạng thái ${status}. ${enactmentRefused ?? ''}`,
        );
    }
  }

  #paper(): object {
    const { decisionNumber: number, takesEffectOn, issuedOn: on } = this.proposal;
    const paper = { number, symbol: 'QĐ/HU', signer: 'Bí thư Huyện ủy', signingCapacity: 'TM' };
    return { ...paper, takesEffectOn, on };
  }

  #commandId(act: string): string {
    return uuidv5(`${this.proposal.key}/${act}`, NAMESPACE);
  }
}

function answerBy(officer: ServiceClient, body: StepBody): Act {
  return { officer, key: `answer-${body.step ?? ''}`, path: 'answers', body };
}
