import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../port.js';
import type { CurrentStore } from './current-store.js';
import { markEnd, newEvents, newStream } from './samples.js';

export function closing(store: CurrentStore): void {
  describe('closing', () => {
    it('waits for running appends', async () => {
      const order: string[] = [];
      const appends = Array.from({ length: 20 }, () =>
        store()
          .append(newStream(), newEvents(1), 0)
          .then(() => order.push('appended')),
      );
      await store().close();
      order.push('closed');
      await Promise.all(appends);
      expect(order).toEqual([...Array<string>(20).fill('appended'), 'closed']);
    });

    it('ends the subscriptions', async () => {
      const subscription = store().subscribe(await markEnd(store()), () => Promise.resolve());
      await store().close();
      await expect(subscription.ended).resolves.toBeUndefined();
    });

    it('lets a running handler append what it still has to', async () => {
      const end = await markEnd(store());
      const subscription = store().subscribe(end, async () => {
        void store().close();
        await store().append(newStream(), newEvents(1), 0);
      });
      await store().append(newStream(), newEvents(1), 0);
      await expect(subscription.ended).resolves.toBeUndefined();
    });

    it('refuses everything afterwards, and may be repeated', async () => {
      await store().close();
      await store().close();
      await expect(store().append(newStream(), newEvents(1), 0)).rejects.toBeInstanceOf(
        StoreUnavailable,
      );
      await expect(store().readStream(newStream(), 0, 1)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store().readAll(0, 1)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store().subscribe(0, () => Promise.resolve()).ended).rejects.toBeInstanceOf(
        StoreUnavailable,
      );
    });
  });
}
