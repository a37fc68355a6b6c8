import type { EventStore, RecordedEvent } from '../port.js';
import { newEvents, newStream } from './samples.js';

/** Each writer appends its own stream, one event at a time. */
export async function appendFrom(writers: number, each: number, store: EventStore): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const stream = newStream();
      for (let revision = 0; revision < each; revision++)
        await store.append(stream, newEvents(1), revision);
    }),
  );
}

/** Follows the log; `complete` resolves with the event that makes it `count`. */
export function collect(store: EventStore, after: number, count: number, gate?: Promise<void>) {
  const events: RecordedEvent[] = [];
  const reached = deferred();
  const subscription = store.subscribe(after, async (batch) => {
    await gate;
    events.push(...batch);
    if (events.length >= count) reached.resolve();
  });
  return { events, subscription, complete: reached.promise };
}

export function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
