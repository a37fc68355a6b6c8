import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent, Subscription } from '../port.js';
import type { CurrentStore } from './event-store-contract.js';
import { ids, markEnd, newEvents, newStream, readOn } from './samples.js';

export function subscribing(store: CurrentStore): void {
  describe('subscribing', () => {
    it('catches up, then follows, without gap or repetition under 16 writers', async () => {
      const end = await markEnd(store());
      await appendFrom(16, 5, store());
      const seen = collect(store(), end, 16 * 25);
      await appendFrom(16, 20, store());
      await seen.complete;
      await seen.subscription.stop();
      expect(ids(seen.events)).toEqual(ids(await readOn(store(), end, 1000)));
    });

    it('hands over events as they are read', async () => {
      const end = await markEnd(store());
      const seen = collect(store(), end, 3);
      await store().append(newStream(), newEvents(3), 0);
      await seen.complete;
      expect(seen.events).toEqual(await store().readAll(end, 10));
    });

    it('goes on from any position', async () => {
      const end = await markEnd(store());
      await store().append(newStream(), newEvents(5), 0);
      const all = await store().readAll(end, 10);
      const seen = collect(store(), all[2]?.position ?? 0, 2);
      await seen.complete;
      expect(ids(seen.events)).toEqual(ids(all.slice(3)));
    });

    it('waits for the handler before it hands over the next batch', async () => {
      const end = await markEnd(store());
      let [running, mostAtOnce, seen] = [0, 0, 0];
      const complete = deferred();
      store().subscribe(end, async (events) => {
        running += 1;
        mostAtOnce = Math.max(mostAtOnce, running);
        await nextTurn();
        running -= 1;
        seen += events.length;
        if (seen === 16 * 10) complete.resolve();
      });
      await appendFrom(16, 10, store());
      await complete.promise;
      expect(mostAtOnce).toBe(1);
    });

    it('does not delay appends while a handler runs', async () => {
      const end = await markEnd(store());
      const [entered, gate] = [deferred(), deferred()];
      store().subscribe(end, () => {
        entered.resolve();
        return gate.promise;
      });
      await store().append(newStream(), newEvents(1), 0);
      await entered.promise;
      expect((await store().append(newStream(), newEvents(1), 0)).revision).toBe(1);
      gate.resolve();
    });

    it('serves several subscriptions, each at its own pace', async () => {
      const end = await markEnd(store());
      const gate = deferred();
      const slow = collect(store(), end, 10, gate.promise);
      const quick = collect(store(), end, 10);
      await appendFrom(2, 5, store());
      await quick.complete;
      gate.resolve();
      await slow.complete;
      expect(ids(slow.events)).toEqual(ids(quick.events));
    });
  });
  endingSubscriptions(store);
}

function endingSubscriptions(store: CurrentStore): void {
  describe('a subscription that ends', () => {
    it('hands over nothing once stop has resolved', async () => {
      const end = await markEnd(store());
      const stopped = collect(store(), end, 1);
      await store().append(newStream(), newEvents(1), 0);
      await stopped.complete;
      await stopped.subscription.stop();
      await expect(stopped.subscription.ended).resolves.toBeUndefined();

      const other = collect(store(), end, 4);
      await store().append(newStream(), newEvents(3), 0);
      await other.complete;
      expect(stopped.events).toHaveLength(1);
    });

    it('waits, when stopped, for the handler that still runs', async () => {
      const end = await markEnd(store());
      const [entered, gate, order] = [deferred(), deferred(), [] as string[]];
      const subscription = store().subscribe(end, async () => {
        entered.resolve();
        await gate.promise;
        order.push('handled');
      });
      await store().append(newStream(), newEvents(1), 0);
      await entered.promise;
      const stopping = subscription.stop().then(() => order.push('stopped'));
      gate.resolve();
      await stopping;
      expect(order).toEqual(['handled', 'stopped']);
    });

    it('may be stopped twice, before its first batch, and by its own handler', async () => {
      const end = await markEnd(store());
      const early = store().subscribe(end, () => Promise.reject(new Error('never called')));
      await Promise.all([early.stop(), early.stop()]);
      await early.ended;

      let batches = 0;
      const own: Subscription = store().subscribe(end, async () => {
        batches += 1;
        void own.stop();
        await nextTurn();
      });
      await store().append(newStream(), newEvents(1), 0);
      await own.ended;
      await store().append(newStream(), newEvents(1), 0);
      expect(batches).toBe(1);
    });

    it('ends with what its handler threw, and a new one goes on from the last position', async () => {
      const end = await markEnd(store());
      const failure = new Error('the projection could not write');
      const handled: RecordedEvent[] = [];
      const five = deferred();
      const failing = store().subscribe(end, (events) => {
        if (handled.length === 5) return Promise.reject(failure);
        handled.push(...events);
        if (handled.length === 5) five.resolve();
        return Promise.resolve();
      });
      const outcome = expect(failing.ended).rejects.toBe(failure);
      await appendFrom(1, 5, store());
      await five.promise;
      await appendFrom(1, 7, store());
      await outcome;
      await failing.stop();

      const rest = collect(store(), handled.at(-1)?.position ?? end, 7);
      await rest.complete;
      const all = await readOn(store(), end, 100);
      expect(ids([...handled, ...rest.events])).toEqual(ids(all));
    });

    it('does not touch the other subscriptions when its handler throws', async () => {
      const end = await markEnd(store());
      const failing = store().subscribe(end, () => Promise.reject(new Error('stop here')));
      const healthy = collect(store(), end, 2);
      const outcome = expect(failing.ended).rejects.toThrow('stop here');
      await appendFrom(2, 1, store());
      await Promise.all([outcome, healthy.complete]);
      expect(healthy.events).toHaveLength(2);
    });
  });
}

/** Each writer appends its own stream, one event at a time. */
async function appendFrom(writers: number, each: number, store: EventStore): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const stream = newStream();
      for (let revision = 0; revision < each; revision++)
        await store.append(stream, newEvents(1), revision);
    }),
  );
}

/** Follows the log; `complete` resolves with the event that makes it `count`. */
function collect(store: EventStore, after: number, count: number, gate?: Promise<void>) {
  const events: RecordedEvent[] = [];
  const reached = deferred();
  const subscription = store.subscribe(after, async (batch) => {
    await gate;
    events.push(...batch);
    if (events.length >= count) reached.resolve();
  });
  return { events, subscription, complete: reached.promise };
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
