import {
  establishment,
  plainDate,
  proposal,
  type Actor,
  type DecisionSubject,
  type ProposalCommand,
} from '#libs/domain';
import {
  actors,
  communeId,
  context,
  districtId,
  provinceId,
  sampleMinutes,
  samplePolicy,
} from '#libs/testing';

import type { LogRecorder } from './log-recorder.js';

type Said<Type> = Omit<Extract<ProposalCommand, { type: Type }>, 'type' | 'by' | 'at' | 'on'>;

/** Leads one case step by step; each act is entered on the day it happens. */
export class SampleCase {
  constructor(
    private readonly log: LogRecorder,
    readonly proposalId: string,
    private readonly subject: DecisionSubject,
    private readonly officer: Actor = actors['commune-officer'],
  ) {}

  async draft(on: string, takesEffectOn = '2020-04-01'): Promise<void> {
    const unitId = this.officer.roles[0]?.unitId ?? communeId;
    await this.#ask('DraftProposal', on, this.officer, {
      proposalId: this.proposalId,
      unitPath: [
        { unitId, level: 'commune' },
        { unitId: districtId, level: 'district' },
        { unitId: provinceId, level: 'province' },
      ],
      subject: this.subject,
      takesEffectOn: plainDate(takesEffectOn),
      justification: 'Kiện toàn chức danh còn trống.',
    });
  }

  async submit(on: string): Promise<void> {
    await this.#ask('SubmitProposal', on, this.officer, {
      rules: { policyId: districtId, version: 1, content: samplePolicy },
      position: this.log.state(establishment, communeId),
      strangers: [],
    });
  }

  async open(on: string, step: string, dueOn: string | null = null): Promise<void> {
    const role = ['hop', 'ban-hanh'].includes(step)
      ? 'standing-committee'
      : 'organisation-commission';
    await this.#ask('OpenStep', on, actors.process, {
      step,
      body: { role, unitId: districtId },
      dueOn: dueOn === null ? null : plainDate(dueOn),
    });
  }

  async answer(
    on: string,
    step: string,
    answer: Said<'AnswerStep'>['answer'] = 'approve',
  ): Promise<void> {
    const meets = step === 'hop';
    await this.#ask(
      'AnswerStep',
      on,
      actors[meets ? 'standing-committee' : 'organisation-commission'],
      {
        ...{ step, answer },
        reason: answer === 'approve' ? null : 'Còn thiếu biên bản.',
        minutes: meets ? sampleMinutes : null,
      },
    );
  }

  async issue(on: string, takesEffectOn = '2020-04-01'): Promise<void> {
    await this.#ask('IssueDecision', on, actors['standing-committee'], {
      decisionId: this.proposalId,
      ...{ number: '45', symbol: 'QĐ/HU', signer: 'Người ký mẫu', signingCapacity: 'TM' },
      takesEffectOn: plainDate(takesEffectOn),
    });
  }

  async enact(on: string, takesEffectOn = '2020-04-01'): Promise<void> {
    const { proposalId, subject } = this;
    await this.log.ask(establishment, communeId, {
      ...{ ...context(actors.process, on), on: plainDate(takesEffectOn) },
      ...{ type: 'EnactDecision', decisionId: proposalId, proposalId, subject, communeId },
      rules: samplePolicy,
    });
    await this.#ask('RecordEnactment', on, actors.process, {
      decisionId: proposalId,
      refused: null,
    });
  }

  async refuseEnactment(on: string): Promise<void> {
    await this.#ask('RecordEnactment', on, actors.process, {
      decisionId: this.proposalId,
      refused: { rule: 'hamlet-cap', reason: 'Thôn đã đủ người.' },
    });
  }

  /** All the way to the signed paper. */
  async untilIssued(takesEffectOn?: string): Promise<void> {
    await this.draft('2020-03-02');
    await this.submit('2020-03-03');
    for (const step of ['tiep-nhan', 'tham-dinh', 'hop']) {
      await this.open('2020-03-16', step);
      await this.answer('2020-03-16', step);
    }
    await this.open('2020-03-16', 'ban-hanh', '2020-03-19');
    await this.issue('2020-03-18', takesEffectOn);
  }

  async #ask<Type extends ProposalCommand['type']>(
    type: Type,
    on: string,
    by: Actor,
    said: Said<Type>,
  ): Promise<void> {
    const command = { ...context(by, on), type, ...said } as unknown as ProposalCommand;
    await this.log.ask(proposal, this.proposalId, command);
  }
}
