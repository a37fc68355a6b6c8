import { privateText, proposal, type ProposalState, type ProposalStatus } from '#libs/domain';

import { asProposalEvent, type PastEvent } from './past-event.js';

const NOTHING = privateText('', '');
const ENDED: ReadonlySet<ProposalStatus> = new Set([
  'rejected',
  'withdrawn',
  'enacted',
  'enactment-refused',
]);

/** Where every case stands: of an open one what the rules ask, of an ended one how it ended. */
export class Cases {
  readonly #cases = new Map<string, ProposalState>();
  readonly #ended = new Map<ProposalStatus, ProposalState>();
  readonly #shared = new Map<string, unknown>();

  at(proposalId: string): ProposalState {
    return this.#cases.get(proposalId) ?? proposal.initial;
  }

  take(event: PastEvent): void {
    const fact = asProposalEvent(event);
    if (!fact) return;
    const before = this.at(event.id);
    this.#cases.set(event.id, this.#kept(proposal.evolve(before, fact), before));
  }

  #kept(state: ProposalState, before: ProposalState): ProposalState {
    if (ENDED.has(state.status)) return this.#end(state.status);
    const { content, paper, route, unitPath } = state;
    return {
      ...state,
      unitPath: unitPath === before.unitPath ? unitPath : this.#share(unitPath),
      route: route === before.route ? route : this.#share(route),
      content: content && { ...content, justification: NOTHING },
      paper: paper && { ...paper, signer: NOTHING },
    };
  }

  #end(status: ProposalStatus): ProposalState {
    const end = this.#ended.get(status) ?? { ...proposal.initial, status };
    this.#ended.set(status, end);
    return end;
  }

  /** A hundred thousand cases have a handful of routes and communes between them. */
  #share<Value>(value: Value): Value {
    const text = JSON.stringify(value);
    const kept = this.#shared.get(text) ?? value;
    this.#shared.set(text, kept);
    return kept as Value;
  }
}
