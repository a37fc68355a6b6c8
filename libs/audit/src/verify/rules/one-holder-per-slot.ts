import { shownDay, type PlainDate } from '#libs/domain';

import type { HistoryRule } from './history-rule.js';
import { asEstablishmentEvent } from './past-event.js';

interface Slot {
  readonly isHeld: boolean;
  /** First day on which nobody known so far holds it. */
  readonly freeFrom: string;
}

/**
 * No slot has two holders on one day. Every holding begins open-ended, so that it meets an earlier
 * one exactly when it begins before the last of them ends.
 */
export const oneHolderPerSlot: HistoryRule = {
  name: 'one-holder-per-slot',
  begin: () => {
    const slots = new Map<string, Slot>();
    return (event) => {
      const fact = asEstablishmentEvent(event);
      if (!fact || !('slotId' in fact.data) || fact.type === 'SlotOpened') return null;
      const { slotId } = fact.data;
      const key = `${event.id}\n${slotId}`;
      const slot = slots.get(key) ?? { isHeld: false, freeFrom: '' };
      const day = fact.effectiveOn;
      if (fact.type === 'HolderRelieved') {
        slots.set(key, { isHeld: false, freeFrom: day > slot.freeFrom ? day : slot.freeFrom });
        return null;
      }
      slots.set(key, { ...slot, isHeld: true });
      return slot.isHeld || day < slot.freeFrom ? twoHolders(slotId, day) : null;
    };
  },
};

function twoHolders(slotId: string, day: PlainDate) {
  return {
    vi: `Suất chức danh ${slotId} có hai người giữ vào ngày ${shownDay(day)}.`,
    en: `The slot ${slotId} has two holders on ${day}.`,
  };
}
