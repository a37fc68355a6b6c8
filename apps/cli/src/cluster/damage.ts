import { EventStoreDbStore, type DamageKind } from '#libs/event-store';

import { eventProgress } from '../event-progress.js';
import { tell } from '../output.js';

const WORDS: Readonly<Record<DamageKind, string>> = {
  deleted: 'dòng sự kiện đã bị xóa trên máy chủ',
  truncated: 'dòng sự kiện bị cắt phần đầu, hoặc bị đặt hạn tự xóa, trên máy chủ',
  foreign: 'có sự kiện không do Tờ Trình ghi',
  gap: 'thiếu sự kiện ở trước đó',
};

/** Says what others did to the streams of the log on its server; answers whether there is any. */
export async function tellDamage(eventStoreUrl: string): Promise<boolean> {
  const store = EventStoreDbStore.open(eventStoreUrl);
  const progress = eventProgress('Đọc kho sự kiện');
  let found = false;
  try {
    for await (const { kind, stream, position } of store.findDamage((seen) =>
      progress(seen, seen),
    )) {
      found = true;
      tell(`KHÔNG TOÀN VẸN: ${stream}, vị trí ${position}: ${WORDS[kind]}.`);
    }
  } finally {
    await store.close();
  }
  return found;
}
