import { join } from 'node:path';

import { SqliteEventStore, type RecordedEvent } from '#libs/event-store';

const PAGE_SIZE = 1_000;

/** Every event of a log that no service holds any more, in order. */
export async function readLog(dataDir: string): Promise<readonly RecordedEvent[]> {
  const store = SqliteEventStore.open(join(dataDir, 'log.db'));
  try {
    const events: RecordedEvent[] = [];
    for (let page = await store.readAll(0, PAGE_SIZE); page.length > 0;) {
      events.push(...page);
      page = await store.readAll(events.at(-1)?.position ?? 0, PAGE_SIZE);
    }
    return events;
  } finally {
    await store.close();
  }
}
