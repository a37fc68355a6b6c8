import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { newEvent } from './contract/samples.js';
import type { RecordedEvent } from './port.js';
import { Subscriptions } from './subscriptions.js';

describe('a subscription that catches up', () => {
  const event = (position: number): RecordedEvent => ({
    ...newEvent(),
    stream: 'proposal-1',
    revision: position - 1,
    position,
  });

  it('leaves room for other work between batches', async () => {
    let batches = 0;
    const subscriptions = new Subscriptions((after) =>
      Promise.resolve(after < 1000 ? [event(after + 1)] : []),
    );
    subscriptions.start(0, () => {
      batches += 1;
      return Promise.resolve();
    });
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(batches).toBeGreaterThan(0);
    expect(batches).toBeLessThanOrEqual(5);
    await subscriptions.stop();
  });

  it('notices what was appended while it read', async () => {
    const log: RecordedEvent[] = [];
    const seen: number[] = [];
    const subscriptions = new Subscriptions((after) => {
      const page = Promise.resolve(log.slice(after));
      if (log.length < 3) {
        log.push(event(log.length + 1));
        subscriptions.wake();
      }
      return page;
    });
    let complete: () => void = () => undefined;
    const three = new Promise<void>((resolve) => (complete = resolve));
    subscriptions.start(0, (events) => {
      seen.push(...events.map(({ position }) => position));
      if (seen.length === 3) complete();
      return Promise.resolve();
    });
    await three;
    await subscriptions.stop();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('ends when the log cannot be read', async () => {
    const failure = new Error('the disk is gone');
    const subscriptions = new Subscriptions(() => Promise.reject(failure));
    const { ended } = subscriptions.start(0, () => Promise.resolve());
    await expect(ended).rejects.toBe(failure);
  });
});
