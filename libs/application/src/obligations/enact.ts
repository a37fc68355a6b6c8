import {
  establishment,
  invariant,
  proposal,
  Refusal,
  type Obligation,
  type ProposalState,
} from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';

import type { AggregateReader } from '#libs/aggregates';
import type { Clock } from '../clock.js';
import { policyReference, type DecisionContext } from '../context.js';
import { RequestRefused, type Executor } from '../executor.js';
import { processActor, requestFor, type ObligationHandler } from './obligation-handler.js';

/**
 * Turns an issued decision into staffing events, then tells the case. A crash in between is mended
 * by doing it again: both appends answer a repetition as they did the first time.
 */
export class EnactIssuedDecision implements ObligationHandler {
  constructor(
    private readonly executor: Executor,
    private readonly reader: AggregateReader,
    private readonly context: DecisionContext,
    private readonly clock: Clock,
  ) {}

  async handle(obligation: Obligation): Promise<void> {
    const { state, history } = await this.reader.load(proposal, obligation.subject);
    if (state.status !== 'issued') return;
    const issued = history[obligation.revision];
    invariant(issued?.type === 'DecisionIssued', `An enactment follows from an issued decision.`);
    const refused = await this.#move(obligation, state, issued);
    await this.#tell(obligation, issued, refused);
  }

  /** Moves the holders; what the staffing rules refuse is an answer, not an error. */
  async #move(
    obligation: Obligation,
    { content, paper, policy, unitPath, proposalId }: ProposalState,
    issued: RecordedEvent,
  ): Promise<Refusal | null> {
    invariant(content && paper && policy && unitPath[0], 'An issued case is complete.');
    const communeId = unitPath[0].unitId;
    const rules = await this.context.rulesAt(policy.policyId, policy.version);
    const command = {
      type: 'EnactDecision',
      by: processActor,
      at: this.clock(),
      on: paper.takesEffectOn,
      decisionId: paper.decisionId,
      proposalId,
      subject: content.subject,
      communeId,
      rules: rules.content,
    } as const;
    const request = requestFor(obligation, 'enact', issued.id);
    try {
      await this.executor.execute(establishment, communeId, request, () =>
        Promise.resolve({ command, policies: [policyReference(rules)] }),
      );
      return null;
    } catch (error) {
      if (error instanceof Refusal && !(error instanceof RequestRefused)) return error;
      throw error;
    }
  }

  async #tell(
    obligation: Obligation,
    issued: RecordedEvent,
    refused: Refusal | null,
  ): Promise<void> {
    const request = requestFor(obligation, 'record-enactment', issued.id);
    await this.executor.execute(proposal, obligation.subject, request, ({ latestOn, paper }) => {
      invariant(latestOn && paper, 'An issued case has a paper.');
      return Promise.resolve({
        command: {
          type: 'RecordEnactment',
          by: processActor,
          at: this.clock(),
          on: latestOn,
          decisionId: paper.decisionId,
          refused: refused && { rule: refused.rule, reason: refused.sentence.vi },
        },
        policies: [],
      });
    });
  }
}
