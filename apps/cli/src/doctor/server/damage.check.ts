import { EventStoreDbStore, StoreUnavailable, type ServerFinding } from '#libs/event-store';

import { number, tellProgress } from '../../output.js';
import { ok, type Check, type Outcome } from '../check.js';
import { told, type ServerPlace } from './place.js';

/** More are counted, and not told. */
const TOLD_MAX = 20;

const KINDS: Readonly<Record<ServerFinding['kind'], string>> = {
  deleted: 'luồng bị xóa',
  truncated: 'luồng bị cắt bớt, hoặc được đặt để cắt bớt',
  foreign: 'sự kiện không do Tờ Trình ghi',
  gap: 'thiếu sự kiện ngay trước đó',
};

export const damageCheck: Check<ServerPlace> = {
  id: 'damage',
  ask: async (place) => {
    const { readsLog } = place.found;
    if (!readsLog || !('value' in readsLog)) return null;
    const store = EventStoreDbStore.open(place.url);
    try {
      return await scan(store);
    } catch (error) {
      if (error instanceof StoreUnavailable) return told({ failure: error }, place, () => null);
      throw error;
    } finally {
      await store.close();
    }
  },
};

async function scan(store: EventStoreDbStore): Promise<Outcome> {
  const progress = { events: 0 };
  const findings: ServerFinding[] = [];
  let count = 0;
  const damage = store.findDamage((events) => {
    progress.events = events;
    if (process.stderr.isTTY) tellProgress(`Soát ${number(events)} sự kiện`, false);
  });
  for await (const finding of damage) {
    count += 1;
    if (findings.length < TOLD_MAX) findings.push(finding);
  }
  if (process.stderr.isTTY) tellProgress(`Soát ${number(progress.events)} sự kiện`, true);
  if (count === 0)
    return ok(`Soát ${number(progress.events)} sự kiện: không luồng nào bị xóa, cắt hay ghi chen.`);
  return {
    status: 'damage',
    sentence: `Sổ đã bị can thiệp ở ${number(count)} chỗ.`,
    advice: 'Hãy dừng ghi, giữ nguyên máy chủ làm chứng, và khôi phục từ bản xuất đã kiểm.',
    more: [
      ...findings.map(inWords),
      ...(count > TOLD_MAX ? [`… và ${number(count - TOLD_MAX)} chỗ nữa`] : []),
    ],
  };
}

function inWords({ kind, stream, position, revision }: ServerFinding): string {
  const place = revision === undefined ? '' : `, sự kiện thứ ${number(revision + 1)}`;
  return `${stream}${place}: ${KINDS[kind]} (vị trí ${position})`;
}
