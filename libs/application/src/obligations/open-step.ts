import {
  currentStep,
  invariant,
  proposal,
  workingDayAfter,
  type Obligation,
  type ProposalCommand,
  type ProposalState,
} from '#libs/domain';

import type { AggregateReader } from '#libs/aggregates';
import type { Clock } from '../clock.js';
import { policyReference, type DecisionContext } from '../context.js';
import type { Executor, Ready } from '../executor.js';
import { causeOf, processActor, requestFor, type ObligationHandler } from './obligation-handler.js';

/** Opens the next step of a case: which body must answer, and by when. */
export class OpenNextStep implements ObligationHandler {
  constructor(
    private readonly executor: Executor,
    private readonly reader: AggregateReader,
    private readonly context: DecisionContext,
    private readonly clock: Clock,
  ) {}

  async handle(obligation: Obligation): Promise<void> {
    const cause = await causeOf(obligation, this.reader);
    const request = requestFor(obligation, 'open-step', cause.id);
    await this.executor.execute(proposal, obligation.subject, request, (state) =>
      this.#complete(state),
    );
  }

  async #complete(state: ProposalState): Promise<Ready<ProposalCommand> | null> {
    if (state.status !== 'moving') return null;
    const { policy, latestOn, unitPath } = state;
    const step = currentStep(state);
    const body = unitPath.find(({ level }) => level === step.body.level);
    invariant(policy && latestOn && body, `Step ${step.key} has a body above the commune.`);
    const rules = await this.context.rulesAt(policy.policyId, policy.version);
    return {
      command: {
        type: 'OpenStep',
        by: processActor,
        at: this.clock(),
        on: latestOn, // papers entered late run their deadlines from their own day
        step: step.key,
        body: { role: step.body.role, unitId: body.unitId },
        dueOn: workingDayAfter(latestOn, step.dueWorkingDays, rules.content.calendar),
      },
      policies: [policyReference(rules)],
    };
  }
}
