import {
  erasure,
  type Capacity,
  type ErasureEvent,
  type ErasureState,
  type Sentence,
} from '#libs/domain';

import type { HistoryRule } from './history-rule.js';
import { asErasureEvent } from './past-event.js';

/**
 * Nobody erases alone: who proposes does not approve, and does not lift the hold that somebody else
 * has placed, neither before nor after.
 */
export const twoPersonsErase: HistoryRule = {
  name: 'two-persons-erase',
  begin: () => {
    const subjects = new Map<string, ErasureState>();
    return (event) => {
      const fact = asErasureEvent(event);
      if (!fact) return null;
      const state = subjects.get(event.id) ?? erasure.initial;
      subjects.set(event.id, erasure.evolve(state, fact));
      return isAlone(fact, state) ? alone(fact.by) : null;
    };
  },
};

function isAlone({ type, by }: ErasureEvent, { proposed, hold, liftedBy }: ErasureState): boolean {
  switch (type) {
    case 'ErasureProposed':
      return liftedBy?.personId === by.personId;
    case 'SubjectKeyErased':
      return proposed?.by.personId === by.personId;
    case 'LegalHoldLifted':
      return proposed?.by.personId === by.personId && hold?.by.personId !== by.personId;
    case 'ErasureDeclined':
    case 'LegalHoldPlaced':
      return false;
  }
}

function alone({ personId }: Capacity): Sentence {
  return {
    vi: `Một người (${personId}) vừa đề nghị xóa dữ liệu cá nhân, vừa phê duyệt hoặc gỡ việc giữ dữ liệu do người khác đặt.`,
    en: `One person (${personId}) proposed an erasure, and approved it or lifted another's hold.`,
  };
}
