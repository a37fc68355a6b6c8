import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ids, markEnd, newEvents, newStream, readOn } from '../contract/samples.js';
import { StoreUnavailable, type EventStore } from '../port.js';
import { EventStoreDbStore } from './eventstoredb-store.js';
import { Load, written } from './testing/load.js';
import { TestServer } from './testing/test-server.js';

const LIMITS = { callMs: 10_000, silenceMs: 200, attemptMs: 600 };
const OUTAGE_MS = 300;
/** What our own repetition may add to the pause of the server. */
const ADDED_MS_MAX = 2_000;

let server: TestServer;
let store: EventStoreDbStore;
beforeEach(async () => {
  server = await TestServer.start();
  store = EventStoreDbStore.open(server.url, LIMITS);
});
afterEach(async () => {
  await server.relay.goAway();
  await server.relay.listen();
  await store.close();
  await server.stop();
});

const faults = {
  'goes away and comes back': async () => {
    await server.relay.goAway();
    await wait(OUTAGE_MS);
    await server.relay.listen();
  },
  'stands still': async () => {
    server.relay.freeze();
    await wait(OUTAGE_MS);
    server.relay.thaw();
  },
  'writes and loses every answer, then breaks': async () => {
    server.relay.loseAnswers();
    await wait(OUTAGE_MS);
    server.relay.breakConnections();
  },
  'writes and never answers some': () => {
    server.node.loseAnswers(24);
    return Promise.resolve();
  },
  'answers later than anybody waits': async () => {
    server.node.answerLate(LIMITS.attemptMs + 100);
    await wait(OUTAGE_MS);
    server.node.answerLate(0);
  },
  'is not ready': () => {
    server.node.beNotReady(40);
    return Promise.resolve();
  },
} satisfies Record<string, () => Promise<void>>;

/** All that the log must show after a load, on any server. */
async function expectWhole(through: EventStore, load: Load, end: number): Promise<void> {
  expect(await written(through, load)).toEqual(load.acknowledged);
  const whole = (await readOn(through, end, 1000)).filter(({ stream }) =>
    load.acknowledged.has(stream),
  );
  expect(ids(load.seen.filter(({ stream }) => load.acknowledged.has(stream)))).toEqual(ids(whole));
}

describe('16 writers while the server', () => {
  it.each(Object.keys(faults) as (keyof typeof faults)[])(
    '%s: nothing acknowledged is lost, nothing is written twice, missed or repeated',
    async (fault) => {
      const end = await markEnd(store);
      const load = new Load(store, end, { writers: 16 });
      for (let round = 0; round < 2; round++) {
        await load.progress(100);
        await faults[fault]();
      }
      await load.progress(100);
      await load.stop();
      await store.append(newStream(), newEvents(1), 0);
      while (load.seen.length <= load.acknowledgements) await wait(5);
      await load.stopSubscription();
      await expectWhole(store, load, end);
      expect(load.longestPauseMs).toBeLessThan(OUTAGE_MS + LIMITS.attemptMs + ADDED_MS_MAX);
      expect(load.longestCallMs).toBeLessThan(LIMITS.callMs);
    },
  );
});

describe('a writer that is told nothing', () => {
  const impatient = { callMs: 150, silenceMs: 50, attemptMs: 100 };
  const loadWithLostAnswers = async (afterUnknown: 'repeat' | 'send again at the end') => {
    const own = EventStoreDbStore.open(server.url, impatient);
    const load = new Load(own, await markEnd(store), { writers: 4, afterUnknown });
    await load.progress(20);
    server.node.loseAnswers(24);
    await load.progress(20);
    await load.stop();
    await load.stopSubscription();
    const streams = await written(store, load);
    await own.close();
    return [...streams.values()].some((list) => new Set(list).size < list.length);
  };

  it('writes once when it repeats the identical append', async () => {
    expect(await loadWithLostAnswers('repeat')).toBe(false);
  });

  it('writes twice when it sends the same events again at the newer revision', async () => {
    expect(await loadWithLostAnswers('send again at the end')).toBe(true);
  });
});

describe('a call', () => {
  const limits = { callMs: 500, silenceMs: 100, attemptMs: 200 };

  it.each([
    ['an append', (one: EventStore) => one.append(newStream(), newEvents(1), 0)],
    ['a read of a stream', (one: EventStore) => one.readStream(newStream(), 0, 10)],
    ['a read of the log', (one: EventStore) => one.readAll(0, 10)],
  ])('%s, ends within its limit on a server that stands still', async (_, call) => {
    const one = EventStoreDbStore.open(server.url, limits);
    await one.readAll(0, 1);
    server.relay.freeze();
    const begun = performance.now();
    await expect(call(one)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(performance.now() - begun).toBeGreaterThan(limits.callMs - 50);
    expect(performance.now() - begun).toBeLessThan(limits.callMs + 2_000);
    server.relay.thaw();
    const append = [newStream(), newEvents(1), 0] as const;
    expect((await untilAnswered(() => one.append(...append))).revision).toBe(1);
    await one.close();
  });

  it('that is cut in the middle of a page gives all or nothing', async () => {
    const stream = newStream();
    const events = newEvents(800).map((event) => ({ ...event, data: { text: 'x'.repeat(900) } }));
    await store.append(stream, events.slice(0, 400), 0);
    await store.append(stream, events.slice(400), 400);
    const one = EventStoreDbStore.open(server.url, limits);
    for (let round = 0; round < 5; round++) {
      const read = one.readStream(stream, 0, 800);
      while (server.node.openReads === 0) await nextTurn();
      server.relay.freeze();
      const events = await read.catch((error: unknown) => error);
      if (Array.isArray(events)) expect(events).toHaveLength(800);
      else expect(events).toBeInstanceOf(StoreUnavailable);
      server.relay.thaw();
    }
    await one.close();
  });

  it('waits longer than a silence where others are answered', async () => {
    const one = EventStoreDbStore.open(server.url, {
      callMs: 9_000,
      silenceMs: 500,
      attemptMs: 6_000,
    });
    await one.readAll(0, 1);
    server.node.answerLate(1_500);
    const slow = one.append(newStream(), newEvents(1), 0);
    await wait(50);
    server.node.answerLate(0);
    const answers: number[] = [];
    void slow.then(({ revision }) => answers.push(revision));
    while (answers.length === 0) await one.readAll(0, 1);
    expect(server.relay.taken).toBe(1);
    await one.close();
  });
});

describe('a subscription', () => {
  it('on which nothing happens notices that its server stands still, and comes back', async () => {
    const url = `${server.url}&keepAliveInterval=100&keepAliveTimeout=100`;
    const one = EventStoreDbStore.open(url, LIMITS);
    const end = await markEnd(store);
    const seen = new Promise<string[]>((resolve) => {
      one.subscribe(end, (events) => {
        resolve(ids(events));
        return Promise.resolve();
      });
    });
    while (server.node.openReads === 0) await wait(5);
    server.relay.freeze();
    while (server.relay.taken < 3) await wait(5);
    server.relay.thaw();
    const events = newEvents(1);
    await store.append(newStream(), events, 0);
    expect(await seen).toEqual(ids(events));
    await one.close();
  });

  it('starts while the server is away', async () => {
    const end = await markEnd(store);
    await server.relay.goAway();
    const seen = new Promise<number>((resolve) => {
      store.subscribe(end, (events) => {
        resolve(events.length);
        return Promise.resolve();
      });
    });
    await wait(100);
    await server.relay.listen();
    await store.append(newStream(), newEvents(1), 0);
    expect(await seen).toBe(1);
  });
});

/** The limit of these stores is short: on a busy machine the first answer may take longer. */
async function untilAnswered<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (;;)
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
}
