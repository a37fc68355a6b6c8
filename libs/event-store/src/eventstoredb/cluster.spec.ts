import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ids, markEnd, newEvents, newStream, readOn } from '../contract/samples.js';
import { EventStoreDbStore } from './eventstoredb-store.js';
import { Load, written } from './testing/load.js';
import { TestCluster } from './testing/test-cluster.js';

const ELECTION_MS = 800;
const ADDED_MS_MAX = 2_000;

let cluster: TestCluster;
beforeEach(async () => {
  cluster = await TestCluster.start();
});
afterEach(() => cluster.stop());

describe('a cluster', () => {
  it.each(['killed', 'frozen'] as const)(
    'whose leader is %s under 16 writers loses and repeats nothing, and pauses little longer',
    async (failure) => {
      const store = EventStoreDbStore.open(cluster.url);
      const end = await markEnd(store);
      const load = new Load(store, end, { writers: 16 });
      await load.progress(100);
      const old = await cluster.failOver(failure, ELECTION_MS);
      await load.progress(100);
      old.relay.thaw();
      await load.progress(100);
      await load.stop();
      const all = await readOn(store, end, 1000);
      while (load.seen.length < all.length) await wait(5);
      await load.stopSubscription();
      expect(await written(store, load)).toEqual(load.acknowledged);
      expect(ids(load.seen)).toEqual(ids(all));
      expect(load.longestPauseMs).toBeLessThan(ELECTION_MS + ADDED_MS_MAX);
      await store.close();
    },
    15_000,
  );

  it('is asked again who leads when the leader has become a follower', async () => {
    const store = EventStoreDbStore.open(cluster.url);
    await markEnd(store);
    cluster.moveLeadership();
    expect((await store.append(newStream(), newEvents(1), 0)).revision).toBe(1);
    expect(await store.readAll(0, 10)).toHaveLength(2);
    await store.close();
  });

  it('is found through one node that does not lead, by name or by its answer', async () => {
    const { port } = cluster.follower;
    for (const scheme of ['esdb', 'esdb+discover']) {
      const store = EventStoreDbStore.open(`${scheme}://127.0.0.1:${port}?tls=false`);
      expect((await store.append(newStream(), newEvents(1), 0)).revision).toBe(1);
      await store.close();
    }
  });

  it('is found again through the other nodes when the named one is gone', async () => {
    const { port, relay } = cluster.leader;
    const store = EventStoreDbStore.open(`esdb+discover://127.0.0.1:${port}?tls=false`);
    await markEnd(store);
    cluster.moveLeadership();
    await relay.goAway();
    expect((await store.append(newStream(), newEvents(1), 0)).revision).toBe(1);
    await store.close();
  });
});
