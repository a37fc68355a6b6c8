import type { EventStore } from '#libs/event-store';

import type { LogCondition } from './log-condition.js';

/** The store, but nothing is appended while the log is in no condition to be written. */
export function guarded(store: EventStore, condition: LogCondition): EventStore {
  return {
    append: async (stream, events, expectedRevision) => {
      condition.requireWritable();
      return store.append(stream, events, expectedRevision);
    },
    readStream: (stream, from, limit) => store.readStream(stream, from, limit),
    readAll: (after, limit) => store.readAll(after, limit),
    subscribe: (after, handler) => store.subscribe(after, handler),
    close: () => store.close(),
  };
}
