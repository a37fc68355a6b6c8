import { authorise } from '../../access/can.js';
import type { CommandContext } from '../../kernel/decider.js';
import type { PlainDate } from '../../kernel/plain-date.js';
import { Refusal } from '../../kernel/refusal.js';
import type { PolicyContent } from '../../policy/content.js';
import type { StaffingPosition } from '../position.js';
import type { EstablishmentEvent } from './events.js';

/**
 * Who holds what in a unit when the records begin. Of several slots with the same holder the first
 * is held principally, the others concurrently; an official holds all of them concurrently.
 */
export interface LoadOpeningPosition extends CommandContext {
  readonly type: 'LoadOpeningPosition';
  readonly unitId: string;
  readonly slots: readonly OpeningSlot[];
  readonly officials: readonly {
    readonly personId: string;
    readonly workforce: 'cadre' | 'civil-servant';
  }[];
  readonly surplus: readonly { readonly personId: string; readonly until: PlainDate | null }[];
  readonly rules: PolicyContent;
}

interface OpeningSlot {
  readonly slotId: string;
  readonly titleId: string;
  readonly holderId: string | null;
}

export function loadOpeningPosition(
  command: LoadOpeningPosition,
  state: StaffingPosition,
): EstablishmentEvent[] {
  const by = authorise(command.by, 'service.set-up', { unitPath: [command.unitId] });
  if (isLoaded(command, state)) return [];
  requireNewSlots(command, state);
  requireSurplusWithoutSlot(command, state);
  const { unitId, on: effectiveOn, slots, officials, surplus } = command;
  const principals = principalSlots(command, state);
  const stamp = { effectiveOn, by };
  return [
    ...officials.map((data) => ({ type: 'OfficialListed', ...stamp, data }) as const),
    ...slots.flatMap(({ slotId, titleId, holderId }): EstablishmentEvent[] => {
      const opened = { type: 'SlotOpened', ...stamp, data: { slotId, titleId, unitId } } as const;
      if (holderId === null) return [opened];
      const type = principals.has(slotId) ? 'HolderAppointed' : 'ConcurrentTitleAssigned';
      const data = { slotId, personId: holderId, unitId, decisionId: null };
      return [opened, { type, ...stamp, data }];
    }),
    ...surplus.map(
      (holder) =>
        ({ type: 'SurplusHolderRecorded', ...stamp, data: { ...holder, unitId } }) as const,
    ),
  ];
}

/** Whether all of it stands on record already, whatever has happened since. */
function isLoaded(
  { unitId, on, slots, officials, surplus }: LoadOpeningPosition,
  state: StaffingPosition,
): boolean {
  const isHeld = (personId: string, slotId: string | null) =>
    state.holdings.some(
      (held) => held.personId === personId && held.slotId === slotId && held.from === on,
    );
  const isOpen = ({ slotId, titleId }: OpeningSlot) =>
    state.slots.some(
      (slot) => slot.slotId === slotId && slot.titleId === titleId && slot.unitId === unitId,
    );
  return (
    slots.every((slot) => isOpen(slot) && (!slot.holderId || isHeld(slot.holderId, slot.slotId))) &&
    officials.every(({ personId }) => state.officials.has(personId)) &&
    surplus.every(({ personId }) => isHeld(personId, null))
  );
}

function requireNewSlots({ slots, rules }: LoadOpeningPosition, state: StaffingPosition): void {
  const known = new Set(state.slots.map((slot) => slot.slotId));
  for (const { slotId, titleId } of slots) {
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
    known.add(slotId);
  }
}

function requireSurplusWithoutSlot(
  { slots, surplus }: LoadOpeningPosition,
  { holdings }: StaffingPosition,
): void {
  const holders = new Set<string | null>([
    ...slots.map(({ holderId }) => holderId),
    ...holdings.map(({ personId }) => personId),
  ]);
  const known = surplus.find(({ personId }) => holders.has(personId));
  if (known)
    throw new Refusal('conflict', 'surplus-holds-no-slot', {
      vi: `Người dôi dư ${known.personId} đã được ghi nhận là người giữ chức danh hoặc dôi dư.`,
      en: `${known.personId} is on record as a holder already and cannot be surplus as well.`,
    });
}

function principalSlots(
  { slots, officials }: LoadOpeningPosition,
  state: StaffingPosition,
): ReadonlySet<string> {
  const placed = new Set<string | null>([
    null,
    ...state.officials,
    ...officials.map(({ personId }) => personId),
    ...state.holdings.map(({ personId }) => personId),
  ]);
  return new Set(
    slots
      .filter(({ holderId }, index) => {
        const first = slots.findIndex((slot) => slot.holderId === holderId) === index;
        return first && !placed.has(holderId);
      })
      .map(({ slotId }) => slotId),
  );
}
