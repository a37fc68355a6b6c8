import { authorise } from '../../access/can.js';
import { fold, type CommandContext, type Decider } from '../../kernel/decider.js';
import { Refusal } from '../../kernel/refusal.js';
import type { PolicyContent } from '../../policy/content.js';
import { planDecision, type DecisionSubject } from '../kinds/index.js';
import { EstablishmentDraft } from './draft.js';
import { establishmentUpcasters, type EstablishmentEvent } from './events.js';
import { loadOpeningPosition, type LoadOpeningPosition } from './opening-position.js';
import type { EstablishmentState } from './state.js';

export interface EnactDecision extends CommandContext {
  readonly type: 'EnactDecision';
  readonly decisionId: string;
  readonly proposalId: string;
  readonly subject: DecisionSubject;
  readonly communeId: string;
  readonly rules: PolicyContent;
}

export type EstablishmentCommand = LoadOpeningPosition | EnactDecision;

export const establishment: Decider<EstablishmentState, EstablishmentCommand, EstablishmentEvent> =
  {
    category: 'establishment',
    initial: { slots: [], holdings: [], officials: new Set(), decisions: new Map() },
    decide(command, state) {
      switch (command.type) {
        case 'LoadOpeningPosition':
          return loadOpeningPosition(command, state);
        case 'EnactDecision':
          return enactDecision(command, state);
      }
    },
    evolve: (state, event) => fold(establishment, [event], state),
    folding: (from) => new EstablishmentDraft(from),
    upcasters: establishmentUpcasters,
  };

function enactDecision(command: EnactDecision, state: EstablishmentState): EstablishmentEvent[] {
  const { communeId, decisionId, proposalId, subject, on, rules } = command;
  const by = authorise(command.by, 'process.act', { unitPath: [communeId] });
  const enactedFor = state.decisions.get(decisionId);
  if (enactedFor === proposalId) return [];
  if (enactedFor !== undefined)
    throw new Refusal('conflict', 'decision-of-one-proposal', {
      vi: 'Quyết định này đã được thực hiện cho một tờ trình khác.',
      en: 'This decision has already been enacted for another proposal.',
    });
  const moves = planDecision(subject, state, { by, day: on, decisionId, communeId, rules });
  const { unitId } = subject.details;
  return [
    {
      type: 'DecisionEnacted',
      effectiveOn: on,
      by,
      data: { decisionId, proposalId, kind: subject.kind, unitId },
    },
    ...moves,
  ];
}
