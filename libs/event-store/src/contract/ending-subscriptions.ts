import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent, Subscription } from '../port.js';
import type { CurrentStore } from './current-store.js';
import { appendFrom, collect, deferred } from './following.js';
import { ids, markEnd, newEvents, newStream, readOn } from './samples.js';

export function endingSubscriptions(store: CurrentStore): void {
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

    it('ends with what its handler threw, and a new one goes on from there', async () => {
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
