import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

import {
  can,
  establishment,
  invariant,
  localDay,
  peopleIn,
  proposal,
  resourceOf,
  type CommandContext,
  type DecisionSubject,
  type PlainDate,
  type ProposalCommand,
  type ProposalState,
} from '#libs/domain';
import type { AppendResult } from '#libs/event-store';

import { AggregateReader } from '#libs/aggregates';
import { CLOCK, type Clock } from '../clock.js';
import { DecisionContext, policyReference } from '../context.js';
import { Executor, type Ready } from '../executor.js';
import { notKnownHere } from '../not-known.js';
import type { CommandRequest } from '../request.js';

/** What the asker says; the rest of the command is looked up in the log. */
type Said<Type extends ProposalCommand['type'], LookedUp extends PropertyKey = never> = Omit<
  Extract<ProposalCommand, { type: Type }>,
  keyof CommandContext | LookedUp
>;

export type ProposalAsk =
  | (Said<'DraftProposal', 'unitPath' | 'proposalId'> & { readonly communeId: string })
  | Said<'ReviseProposal'>
  | Said<'SubmitProposal', 'rules' | 'position' | 'strangers'>
  | Said<'WithdrawProposal'>
  | Said<'AnswerStep'>
  | Said<'IssueDecision', 'decisionId'>;

/** A person asks for something to be done with a proposal. */
export class AskProposal extends Command<AppendResult> {
  constructor(
    readonly proposalId: string,
    readonly ask: ProposalAsk,
    /** Legal day of the act; `null` is today. */
    readonly on: PlainDate | null,
    readonly request: CommandRequest,
  ) {
    super();
  }
}

@CommandHandler(AskProposal)
export class AskProposalHandler implements ICommandHandler<AskProposal> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: AggregateReader,
    private readonly context: DecisionContext,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute(asked: AskProposal): Promise<AppendResult> {
    return this.executor.execute(proposal, asked.proposalId, asked.request, async (state) => {
      requireVisible(state, asked);
      const at = this.clock();
      const by = asked.request.actor;
      return this.#complete(asked, state, { by, at, on: asked.on ?? localDay(at) });
    });
  }

  async #complete(
    { ask, proposalId }: AskProposal,
    state: ProposalState,
    act: CommandContext,
  ): Promise<Ready<ProposalCommand>> {
    switch (ask.type) {
      case 'DraftProposal': {
        const unitPath = await this.context.unitPath(ask.communeId);
        requireKnown(can(act.by, 'staffing.read', { unitPath: unitPath.map((u) => u.unitId) }));
        await this.#requireUnitOf(ask.communeId, ask.subject);
        return { command: { ...act, ...ask, proposalId, unitPath }, policies: [] };
      }
      case 'ReviseProposal':
        await this.#requireUnitOf(state.unitPath[0]?.unitId, ask.subject);
        return { command: { ...act, ...ask }, policies: [] };
      case 'SubmitProposal':
        return this.#submission(state, act);
      case 'IssueDecision':
        // A case ends in one decision, so the decision bears its id.
        return { command: { ...act, ...ask, decisionId: proposalId }, policies: [] };
      case 'WithdrawProposal':
      case 'AnswerStep':
        return { command: { ...act, ...ask }, policies: [] };
    }
  }

  /** A case is about the commune that proposes it, or one of its hamlets. */
  async #requireUnitOf(communeId: string | undefined, { details }: DecisionSubject): Promise<void> {
    const path = await this.context.unitPath(details.unitId);
    requireKnown(path.some(({ unitId }) => unitId === communeId));
  }

  async #submission(state: ProposalState, act: CommandContext): Promise<Ready<ProposalCommand>> {
    const { content, unitPath, policy } = state;
    invariant(content && unitPath[0], 'A proposal that exists has content and a commune.');
    const communeId = unitPath[0].unitId;
    const [rules, { state: position }, strangers] = await Promise.all([
      policy
        ? this.context.rulesAt(policy.policyId, policy.version)
        : this.context.rulesOn(unitPath, act.on),
      this.reader.fold(establishment, communeId),
      this.context.strangers(peopleIn(content.subject), communeId),
    ]);
    return {
      command: { ...act, type: 'SubmitProposal', rules, position, strangers },
      policies: [policyReference(rules)],
    };
  }
}

/** A case of another commune is, for this person, no case at all. */
function requireVisible(state: ProposalState, { ask, request }: AskProposal): void {
  if (ask.type !== 'DraftProposal')
    requireKnown(
      state.status !== 'absent' && can(request.actor, 'proposal.read', resourceOf(state)),
    );
}

function requireKnown(known: unknown): void {
  if (!known) throw notKnownHere();
}
