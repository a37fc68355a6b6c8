import type { StoredLog } from '#libs/event-store';

import { damageIn } from '../../log-damage.js';
import { number } from '../../output.js';
import { ok, type Check, type Outcome } from '../check.js';
import { openedLog, type DataPlace } from './place.js';

/** A few seconds; nobody waits longer for a doctor. */
const EVENTS_MAX = 100_000;

export const rowsCheck: Check<DataPlace> = {
  id: 'rows',
  ask: async (place) => {
    const log = openedLog(place);
    if (log === null) return null;
    try {
      const { size } = log.head();
      if (size <= EVENTS_MAX) return await outcomeOf(log, place);
      const sentence = `Sổ có ${number(size)} sự kiện: chưa tính lại từng sự kiện ở đây.`;
      return { ...ok(sentence), advice: 'Để kiểm tra hết, hãy chạy: totrinh verify' };
    } finally {
      log.close();
    }
  },
};

async function outcomeOf(log: StoredLog, { dataDir }: DataPlace): Promise<Outcome> {
  const found = await damageIn(log, dataDir);
  if (found !== null) return damage(found);
  return ok(`Đã tính lại ${number(log.head().size)} sự kiện trong sổ: không sự kiện nào bị sửa.`);
}

function damage(sentence: string): Outcome {
  const advice = 'Hãy giữ nguyên thư mục dữ liệu làm bằng chứng, rồi chạy: totrinh verify';
  return { status: 'damage', sentence, advice };
}
