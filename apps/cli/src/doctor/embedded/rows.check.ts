import type { StoredLog } from '#libs/event-store';

import { lookInto } from '../../log-damage.js';
import { number } from '../../output.js';
import { ok, type Check, type Outcome } from '../check.js';
import { openedLog, type DataPlace } from './place.js';

/** A few seconds; nobody waits longer for a doctor. */
const EVENTS_MAX = 100_000;
const LOOK_MS_MAX = 10_000;

export const rowsCheck: Check<DataPlace> = {
  id: 'rows',
  ask: async (place) => {
    const log = openedLog(place);
    if (log === null) return null;
    try {
      const { size } = log.head();
      if (size <= EVENTS_MAX) return await outcomeOf(log, place);
      return notAll(number(size));
    } finally {
      log.close();
    }
  },
};

async function outcomeOf(log: StoredLog, place: DataPlace): Promise<Outcome> {
  const looked = await lookInto(log, place, place.env, LOOK_MS_MAX);
  if (looked.damage !== null) return damage(looked.damage);
  const size = number(log.head().size);
  return looked.isWhole
    ? ok(`Đã tính lại ${size} sự kiện trong sổ: không sự kiện nào bị sửa.`)
    : notAll(size);
}

function notAll(size: string): Outcome {
  const sentence = `Sổ có ${size} sự kiện: chưa tính lại hết ở đây.`;
  return { ...ok(sentence), advice: 'Để kiểm tra hết, hãy chạy: totrinh verify' };
}

function damage(sentence: string): Outcome {
  const advice = 'Hãy giữ nguyên thư mục dữ liệu làm bằng chứng, rồi chạy: totrinh verify';
  return { status: 'damage', sentence, advice };
}
