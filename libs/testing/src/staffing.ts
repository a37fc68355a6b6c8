import {
  establishment,
  fold,
  plainDate,
  type EstablishmentEvent,
  type EstablishmentState,
} from '#libs/domain';
import { actors, capacityOf } from './actors.js';
import { communeId, hamletId } from './units.js';

const OPENED_ON = '2019-01-01';
const by = { opening: capacityOf(actors.operator), decision: capacityOf(actors.process) };

interface Where {
  readonly on?: string;
  readonly unitId?: string;
  readonly decisionId?: string | null;
}

/** The slot of a title in a unit, as `hamletWith` names it. */
export function slotOf(titleId: string, unitId = hamletId): string {
  return `${unitId}/${titleId}`;
}

export function slotOpened(
  slotId: string,
  titleId: string,
  { on = OPENED_ON, unitId = hamletId }: Where = {},
): EstablishmentEvent {
  const data = { slotId, titleId, unitId };
  return { type: 'SlotOpened', effectiveOn: plainDate(on), by: by.opening, data };
}

export const holderAppointed = mover('HolderAppointed');
export const concurrentAssigned = mover('ConcurrentTitleAssigned');
export const holderRelieved = mover('HolderRelieved');

export function officialListed(personId: string): EstablishmentEvent {
  const data = { personId, workforce: 'civil-servant' } as const;
  return { type: 'OfficialListed', effectiveOn: plainDate(OPENED_ON), by: by.opening, data };
}

export function surplusRecorded(
  personId: string,
  until: string | null,
  { on = OPENED_ON, unitId = communeId }: Where = {},
): EstablishmentEvent {
  const data = { personId, unitId, until: until === null ? null : plainDate(until) };
  return { type: 'SurplusHolderRecorded', effectiveOn: plainDate(on), by: by.opening, data };
}

/** A hamlet with one slot for each title, named after it, and its holder or `null`. */
export function hamletWith(
  holders: Readonly<Record<string, string | null>>,
  unitId = hamletId,
): EstablishmentEvent[] {
  return Object.entries(holders).flatMap(([titleId, personId]) => {
    const slotId = slotOf(titleId, unitId);
    const slot = slotOpened(slotId, titleId, { unitId });
    return personId === null ? [slot] : [slot, holderAppointed(slotId, personId, { unitId })];
  });
}

export function positionAfter(...events: readonly EstablishmentEvent[]): EstablishmentState {
  return fold(establishment, events);
}

function mover<Type extends 'HolderAppointed' | 'ConcurrentTitleAssigned' | 'HolderRelieved'>(
  type: Type,
) {
  return (
    slotId: string,
    personId: string,
    { on = OPENED_ON, unitId = hamletId, decisionId = null }: Where = {},
  ) => ({
    type,
    effectiveOn: plainDate(on),
    by: decisionId === null ? by.opening : by.decision,
    data: { slotId, personId, unitId, decisionId },
  });
}
