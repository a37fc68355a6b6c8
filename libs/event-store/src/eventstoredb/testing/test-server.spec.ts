import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  type AppendResult,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { TestServer } from './test-server.js';

let server: TestServer;
let client: EventStoreDBClient;
beforeEach(async () => {
  server = await TestServer.start();
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  await server.stop();
});

const event = (data: object = {}) => jsonEvent({ type: 'Noted', data: { ...data } });
const some = (count: number) => Array.from({ length: count }, (_, index) => event({ index }));

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const read: Item[] = [];
  for await (const item of items) read.push(item);
  return read;
}

const idsOf = (read: readonly ResolvedEvent[]) => read.map(({ event: one }) => one?.id);

describe.each([['one call for many', true] as const, ['one call each', false] as const])(
  'the test server, appends with %s',
  (_, advertises) => {
    beforeEach(() => {
      server.node.advertisesBatchAppend = advertises;
    });
    const append = (events: ReturnType<typeof some>, expected: bigint | 'no_stream') =>
      client.appendToStream('note-1', events, { expectedRevision: expected });
    const place = ({ nextExpectedRevision, position }: AppendResult) => [
      nextExpectedRevision,
      position,
    ];

    it('gives the first answer to the same ids at the same revision, also later', async () => {
      const events = some(2);
      const first = await append(events, 'no_stream');
      await append(some(3), 1n);
      expect(place(await append(events, 'no_stream'))).toEqual(place(first));
      expect(await all(client.readStream('note-1'))).toHaveLength(5);
    });

    it('writes the same ids again at the new revision', async () => {
      const events = some(1);
      await append(events, 'no_stream');
      await append(events, 0n);
      expect(idsOf(await all(client.readStream('note-1')))).toEqual([events[0]?.id, events[0]?.id]);
    });

    it('does not compare data, and takes an id that stands in another stream', async () => {
      const [one] = [event({ vote: 'for' })];
      await append([one], 'no_stream');
      await append([{ ...one, data: { vote: 'against' } }], 'no_stream');
      await client.appendToStream('note-2', one, { expectedRevision: 'no_stream' });
      const [read] = await all(client.readStream('note-1'));
      expect(read?.event?.data).toEqual({ vote: 'for' });
    });

    it('answers the first part of an append again, and refuses one event more', async () => {
      const events = some(3);
      await append(events, 'no_stream');
      expect((await append(events.slice(0, 2), 'no_stream')).nextExpectedRevision).toBe(1n);
      await expect(append([...events, event()], 'no_stream')).rejects.toMatchObject({
        type: 'wrong-expected-version',
        actualVersion: 2n,
      });
    });

    it('lets one of 50 writers win and tells the others what stands there', async () => {
      const answers = await Promise.allSettled(
        Array.from({ length: 50 }, () => append(some(1), 'no_stream')),
      );
      const lost = answers.filter(({ status }) => status === 'rejected');
      expect(lost).toHaveLength(49);
      for (const one of lost)
        expect(one).toMatchObject({ reason: { expectedVersion: 'no_stream', actualVersion: 0n } });
    });

    it('refuses an id that is no UUID, and more than 1 MiB, and stays usable', async () => {
      const bad = { ...event(), id: 'not-a-uuid' };
      await expect(append([bad], 'no_stream')).rejects.toMatchObject({ type: 'unknown' });
      const kilobyte = { text: 'x'.repeat(1000) };
      const large = Array.from({ length: 1100 }, () => event(kilobyte));
      await expect(append(large, 'no_stream')).rejects.toMatchObject({
        type: 'maximum-append-size-exceeded',
      });
      expect((await append(large.slice(0, 900), 'no_stream')).success).toBe(true);
    });

    it('gives each event its own rising position, and the last one in the answer', async () => {
      const { position } = await append(some(3), 'no_stream');
      const read = await all(client.readStream('note-1'));
      const positions = read.map((one) => one.event?.position?.commit ?? 0n);
      expect(new Set(positions).size).toBe(3);
      expect([...positions].sort()).toEqual(positions);
      expect(positions[2]).toBe(position?.commit);
      expect(position?.commit).toBe(position?.prepare);
    });

    it('hides a deleted stream and goes on with it; a tombstone is for ever', async () => {
      await append(some(2), 'no_stream');
      await client.deleteStream('note-1');
      await expect(all(client.readStream('note-1'))).rejects.toMatchObject({
        type: 'stream-not-found',
      });
      expect((await append(some(1), 'no_stream')).nextExpectedRevision).toBe(2n);
      await client.tombstoneStream('note-1');
      await expect(append(some(1), 2n)).rejects.toMatchObject({ type: 'stream-deleted' });
      await expect(all(client.readStream('note-1'))).rejects.toMatchObject({
        type: 'stream-deleted',
      });
      const events = (await all(client.readAll())).flatMap(({ event: one }) => one ?? []);
      const types = events.map(({ type }) => type);
      expect(types.filter((type) => type === 'Noted')).toHaveLength(3);
      const tombstone = events.find(({ type }) => type === '$streamDeleted');
      expect(tombstone?.revision).toBe(2n ** 63n - 1n);
      const metadata = events.filter(({ streamId }) => streamId === '$$note-1');
      expect(metadata.map(({ data }) => data)).toEqual([{ $tb: 2 ** 63 }, { $tb: 2 }]);
    });
  },
);

describe('the test server, reads', () => {
  it('throws for a missing stream and gives nothing beyond the end', async () => {
    await expect(all(client.readStream('note-9'))).rejects.toMatchObject({
      type: 'stream-not-found',
    });
    await client.appendToStream('note-1', event());
    expect(await all(client.readStream('note-1', { fromRevision: 5n }))).toEqual([]);
  });

  it('reads the log from a position on, including it, and a subscription after it', async () => {
    const { position } = await client.appendToStream('note-1', event());
    if (!position) throw new Error('no position');
    const second = event();
    await client.appendToStream('note-1', second);
    expect(await all(client.readAll({ fromPosition: position }))).toHaveLength(2);
    const subscription = client.subscribeToAll({ fromPosition: position });
    for await (const { event: first } of subscription) {
      expect(first?.id).toBe(second.id);
      await subscription.unsubscribe();
      break;
    }
  });

  it('keeps the bytes of a binary event and parses what looks like JSON', async () => {
    const text = '{ "b":1,  "a":2 }';
    const bytes = Buffer.from(text);
    await client.appendToStream('note-1', [
      binaryEvent({ type: 'Kept', data: bytes, metadata: bytes }),
      jsonEvent({ type: 'Parsed', data: { b: 1 } }),
    ]);
    const [kept, parsed] = await all(client.readStream('note-1'));
    expect(Buffer.from(kept?.event?.data as Uint8Array).toString()).toBe(text);
    expect(kept?.event?.metadata).toEqual({ a: 2, b: 1 });
    expect(parsed?.event?.data).toEqual({ b: 1 });
  });

  it('answers nothing more after some 100 calls that were not read to their end', async () => {
    const kilobytes = Array.from({ length: 200 }, () => event({ text: 'x'.repeat(1000) }));
    await client.appendToStream('note-1', kilobytes);
    const abandon = async () => {
      for await (const read of client.readStream('note-1')) if (read.event) break;
    };
    let calls = 0;
    while (calls < 200 && (await isAnswered(abandon()))) calls += 1;
    // A call whose rest was already on its way is given back after all.
    expect(calls).toBeLessThan(200);
  });
});

function isAnswered(call: Promise<void>): Promise<boolean> {
  const patience = new Promise<boolean>((resolve) => setTimeout(resolve, 1_000, false));
  return Promise.race([call.then(() => true), patience]);
}

describe('the test server, subscriptions', () => {
  it('confirms, catches up, says so, and gives checkpoints to a filtered one', async () => {
    await client.appendToStream('note-1', event());
    await client.appendToStream('other-1', event());
    const heard: string[] = [];
    const filter = {
      filterOn: 'streamName' as const,
      regex: '^note-',
      checkpointInterval: 1,
      checkpointReached: () => void heard.push('checkpoint'),
    };
    const subscription = client.subscribeToAll({ filter });
    const caughtUp = new Promise<void>((resolve) => {
      subscription
        .on('confirmation', () => heard.push('confirmation'))
        .on('data', ({ event: read }) => heard.push(read?.streamId ?? ''))
        .on('caughtUp', () => {
          heard.push('caught up');
          resolve();
        });
    });
    await caughtUp;
    expect(heard).toEqual(['confirmation', 'note-1', 'checkpoint', 'caught up']);
    await subscription.unsubscribe();
  });

  it('breaks with one error when the server goes, and does not resume by itself', async () => {
    const subscription = client.subscribeToAll({ fromPosition: 'end' });
    const events: string[] = [];
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    const broken = new Promise((resolve) => subscription.once('error', resolve));
    subscription.on('end', () => events.push('end')).on('close', () => events.push('close'));
    subscription.on('data', () => events.push('data'));
    await server.relay.goAway();
    await broken;
    await server.relay.listen();
    const again = EventStoreDBClient.connectionString(server.url);
    await again.appendToStream('note-1', event());
    await again.dispose();
    expect(events).toEqual([]);
  });
});
