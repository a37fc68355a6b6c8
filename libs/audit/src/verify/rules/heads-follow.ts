import { shownDay, type EstablishmentEvent, type Sentence } from '#libs/domain';

import type { HistoryRule } from './history-rule.js';
import { asEstablishmentEvent } from './past-event.js';

type Move = Extract<EstablishmentEvent, { data: { readonly decisionId: string | null } }>;
type HolderMove = Exclude<Move, { type: 'DecisionEnacted' }>;

interface Slot {
  readonly unitId: string;
  readonly openFrom: string;
  readonly holding: { readonly personId: string; readonly from: string } | null;
}

/**
 * The figures follow from the events: a holder stands in a slot that was opened, and whoever is
 * relieved held it until then, so that no count of heads, slots or vacancies falls below nothing.
 */
export const headsFollow: HistoryRule = {
  name: 'heads-follow',
  begin: () => {
    const slots = new Map<string, Slot>();
    return (event) => {
      const fact = asEstablishmentEvent(event);
      if (!fact || !('slotId' in fact.data)) return null;
      const key = `${event.id}\n${fact.data.slotId}`;
      const slot = slots.get(key);
      if (fact.type === 'SlotOpened') {
        slots.set(key, { unitId: fact.data.unitId, openFrom: fact.effectiveOn, holding: null });
        return slot ? openedTwice(fact.data.slotId) : null;
      }
      const move = fact as HolderMove;
      if (slot) slots.set(key, { ...slot, holding: holdingAfter(move) });
      return faultOf(move, slot);
    };
  },
};

function holdingAfter({ type, data, effectiveOn }: HolderMove): Slot['holding'] {
  return type === 'HolderRelieved' ? null : { personId: data.personId, from: effectiveOn };
}

function faultOf({ type, data, effectiveOn }: HolderMove, slot: Slot | undefined): Sentence | null {
  const { slotId, personId, unitId } = data;
  if (slot?.unitId !== unitId || effectiveOn < slot.openFrom)
    return {
      vi: `Đơn vị ${unitId} không có suất chức danh ${slotId} vào ngày ${shownDay(effectiveOn)}.`,
      en: `The unit ${unitId} has no slot ${slotId} on ${effectiveOn}.`,
    };
  if (type !== 'HolderRelieved') return null;
  const { holding } = slot;
  if (holding?.personId === personId && holding.from <= effectiveOn) return null;
  return {
    vi: `Người được cho thôi (${personId}) không giữ suất ${slotId} vào ngày ${shownDay(effectiveOn)}.`,
    en: `Whoever is relieved (${personId}) does not hold the slot ${slotId} on ${effectiveOn}.`,
  };
}

function openedTwice(slotId: string): Sentence {
  return {
    vi: `Suất chức danh ${slotId} được mở hai lần.`,
    en: `The slot ${slotId} is opened twice.`,
  };
}
