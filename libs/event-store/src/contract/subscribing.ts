import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { CurrentStore } from './current-store.js';
import { appendFrom, collect, deferred } from './following.js';
import { ids, markEnd, newEvents, newStream, readOn, whole } from './samples.js';

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

    it('catches up over more than one batch', async () => {
      const end = await markEnd(store());
      for (let round = 0; round < 3; round++) await store().append(newStream(), newEvents(400), 0);
      const seen = collect(store(), end, 1200);
      await seen.complete;
      expect(ids(seen.events)).toEqual(ids(await readOn(store(), end, 1000)));
    });

    it('hands over events as they are read', async () => {
      const end = await markEnd(store());
      const seen = collect(store(), end, 3);
      await store().append(newStream(), newEvents(3), 0);
      await seen.complete;
      expect(whole(seen.events)).toEqual(whole(await store().readAll(end, 10)));
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
}
