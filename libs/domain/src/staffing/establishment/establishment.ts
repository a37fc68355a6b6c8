import { authorise } from '../../access/can.js';
import type { CommandContext, Decider } from '../../kernel/decider.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import { Refusal } from '../../kernel/refusal.js';
import type { PolicyContent } from '../../policy/content.js';
import { planDecision, type DecisionSubject } from '../kinds/index.js';
import { moveHolder } from '../moves.js';
import type { Holding, StaffingPosition } from '../position.js';
import { establishmentUpcasters, type EstablishmentEvent } from './events.js';

// Commands

export interface LoadOpeningPosition extends CommandContext {
  readonly type: 'LoadOpeningPosition';
  readonly unitId: string;
  readonly slots: readonly {
    readonly slotId: string;
    readonly titleId: string;
    readonly holderId: string | null;
  }[];
  readonly officials: readonly {
    readonly personId: string;
    readonly workforce: 'cadre' | 'civil-servant';
  }[];
  readonly surplus: readonly { readonly personId: string; readonly until: PlainDate | null }[];
  readonly rules: PolicyContent;
}

export interface EnactDecision extends CommandContext {
  readonly type: 'EnactDecision';
  readonly decisionId: string;
  readonly proposalId: string;
  readonly subject: DecisionSubject;
  readonly communeId: string;
  readonly rules: PolicyContent;
}

export type EstablishmentCommand = LoadOpeningPosition | EnactDecision;

// State

export interface EstablishmentState extends StaffingPosition {
  /** Decisions already enacted: each is enacted once. */
  readonly decisions: ReadonlySet<string>;
}

// Decider

export const establishment: Decider<EstablishmentState, EstablishmentCommand, EstablishmentEvent> =
  {
    category: 'establishment',
    initial: { slots: [], holdings: [], officials: new Set(), decisions: new Set() },
    decide(command, state) {
      switch (command.type) {
        case 'LoadOpeningPosition':
          return loadOpeningPosition(command, state);
        case 'EnactDecision':
          return enactDecision(command, state);
      }
    },
    evolve(state, event) {
      switch (event.type) {
        case 'SlotOpened':
          return {
            ...state,
            slots: [...state.slots, { ...event.data, from: event.effectiveOn, to: null }],
          };
        case 'OfficialListed':
          return { ...state, officials: new Set(state.officials).add(event.data.personId) };
        case 'SurplusHolderRecorded':
          return { ...state, holdings: [...state.holdings, surplusHolding(event)] };
        case 'DecisionEnacted':
          return { ...state, decisions: new Set(state.decisions).add(event.data.decisionId) };
        case 'HolderAppointed':
        case 'ConcurrentTitleAssigned':
        case 'HolderRelieved':
          return { ...state, holdings: moveHolder(state.holdings, event) };
      }
    },
    upcasters: establishmentUpcasters,
  };

function loadOpeningPosition(
  command: LoadOpeningPosition,
  state: EstablishmentState,
): EstablishmentEvent[] {
  const by = authorise(command.by, 'service.set-up', { unitPath: [command.unitId] });
  const { unitId, on: effectiveOn, slots, officials, surplus, rules } = command;
  const known = new Set(state.slots.map((slot) => slot.slotId));
  if (slots.length > 0 && slots.every((slot) => known.has(slot.slotId))) return [];
  for (const { slotId, titleId } of slots) requireNewSlot(slotId, titleId, known, rules);
  return [
    ...officials.map((data) => ({ type: 'OfficialListed', effectiveOn, by, data }) as const),
    ...slots.flatMap(({ slotId, titleId, holderId }) => [
      { type: 'SlotOpened', effectiveOn, by, data: { slotId, titleId, unitId } } as const,
      ...(holderId === null
        ? []
        : [
            {
              type: 'HolderAppointed',
              effectiveOn,
              by,
              data: { slotId, personId: holderId, unitId, decisionId: null },
            } as const,
          ]),
    ]),
    ...surplus.map(
      (holder) =>
        ({ type: 'SurplusHolderRecorded', effectiveOn, by, data: { ...holder, unitId } }) as const,
    ),
  ];
}

function enactDecision(command: EnactDecision, state: EstablishmentState): EstablishmentEvent[] {
  const { communeId, decisionId, proposalId, subject, on, rules } = command;
  const by = authorise(command.by, 'process.act', { unitPath: [communeId] });
  if (state.decisions.has(decisionId)) return [];
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

// Helpers

function surplusHolding({
  data,
  effectiveOn,
}: Extract<EstablishmentEvent, { type: 'SurplusHolderRecorded' }>): Holding {
  const { personId, unitId, until } = data;
  return { personId, unitId, slotId: null, basis: 'principal', from: effectiveOn, to: until };
}

function requireNewSlot(
  slotId: string,
  titleId: string,
  known: ReadonlySet<string>,
  rules: PolicyContent,
): void {
  if (known.has(slotId))
    throw new Refusal('conflict', 'slot-exists', {
      vi: `Suất chức danh ${slotId} đã có.`,
      en: `Slot ${slotId} already exists.`,
    });
  if (!rules.titles[titleId])
    throw new Refusal('invalid', 'title-in-catalogue', {
      vi: `Chức danh ${titleId} không có trong danh mục.`,
      en: `Title ${titleId} is not in the catalogue.`,
    });
}
