import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { InvariantBroken } from '#libs/domain';
import { collect } from '../contract/following.js';
import { ids, newEvent, newEvents, newStream } from '../contract/samples.js';
import { AppendTooLarge, RevisionConflict, StoreUnavailable } from '../port.js';
import { EventStoreDbStore } from './eventstoredb-store.js';
import { toStored } from './stored-event.js';
import { eventTooLarge } from './testing/refusals.js';
import { SecureServer } from './testing/secure-server.js';
import { TestServer } from './testing/test-server.js';

let server: TestServer;
let store: EventStoreDbStore;
beforeEach(async () => {
  server = await TestServer.start();
  store = EventStoreDbStore.open(server.url);
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

/** Does what an operator might do behind our back. */
async function behindOurBack(act: (client: EventStoreDBClient) => Promise<unknown>) {
  const client = EventStoreDBClient.connectionString(server.url);
  await act(client);
  await client.dispose();
}

describe('what the server answers to an append', () => {
  it('is a conflict, counted in events, for a wrong revision', async () => {
    const stream = newStream();
    await store.append(stream, newEvents(3), 0);
    const refused = store.append(stream, newEvents(1), 0);
    await expect(refused).rejects.toBeInstanceOf(RevisionConflict);
    await expect(refused).rejects.toMatchObject({ expectedRevision: 0, actualRevision: 3 });
  });

  it('is a definite refusal when it is too large, and the store stays usable', async () => {
    const stream = newStream();
    const large = newEvents(1100).map((event) => ({ ...event, data: { t: 'x'.repeat(1000) } }));
    await expect(store.append(stream, large, 0)).rejects.toBeInstanceOf(AppendTooLarge);
    server.node.eventBytesMax = 5000;
    await expect(store.append(stream, [newEvent({ text: 'x'.repeat(5000) })], 0)).rejects.toThrow(
      eventTooLarge(5000).details,
    );
    expect(server.relay.taken).toBe(1);
    expect((await store.append(stream, newEvents(1), 0)).revision).toBe(1);
  });

  it('is repeated when the server is not ready, or names no reason', async () => {
    server.node.beNotReady(3);
    expect((await store.append(newStream(), newEvents(1), 0)).revision).toBe(1);
  });

  it('shows a stream that was deleted and continued, or deleted for ever', async () => {
    const stream = newStream();
    await store.append(stream, newEvents(2), 0);
    await behindOurBack((client) => client.deleteStream(stream));
    expect(await store.readStream(stream, 0, 10)).toEqual([]);
    await expect(store.append(stream, newEvents(1), 0)).rejects.toThrow('not whole');
    await expect(store.readStream(stream, 0, 10)).rejects.toBeInstanceOf(InvariantBroken);
    await behindOurBack((client) => client.tombstoneStream(stream));
    await expect(store.append(stream, newEvents(1), 3)).rejects.toThrow('deleted');
    await expect(store.readStream(stream, 0, 10)).rejects.toBeInstanceOf(InvariantBroken);
  });
});

describe('what stands in the log', () => {
  it('is kept byte for byte as it was written', async () => {
    const stream = newStream();
    const event = newEvent({ '2': 'hai', '10': 'mười', '1': 'một', text: 'ữ\n\u2028' });
    await store.append(stream, [event], 0);
    const [kept] = server.node.log.readStream(stream, 0, false) ?? [];
    expect(kept?.contentType).toBe('application/octet-stream');
    expect(
      Buffer.from(kept?.data ?? []).equals(Buffer.from(toStored(event).data as Uint8Array)),
    ).toBe(true);
    expect(kept?.metadata).toHaveLength(0);
  });

  it('is handed over without the streams of the server and of others', async () => {
    const { position } = await store.append(newStream(), newEvents(1), 0);
    const ours = newEvents(2);
    const foreign = jsonEvent({ type: 'Foreign', data: {} });
    await behindOurBack(async (client) => {
      for (const stream of ['$ours', 'tờ trình 1', 'UPPER-1', 'plain'])
        await client.appendToStream(stream, { ...foreign, id: crypto.randomUUID() });
      await client.deleteStream(newStream());
    });
    await store.append(newStream(), ours, 0);
    expect(ids(await store.readAll(position, 10))).toEqual(ids(ours));
    const seen = collect(store, position, 2);
    await seen.complete;
    expect(ids(seen.events)).toEqual(ids(ours));
  });

  it.each([
    ['JSON of others', jsonEvent({ type: 'Foreign', data: {} })],
    ['bytes of others', binaryEvent({ type: 'Foreign', data: Buffer.from('x') })],
  ])('stops everything, with its position, where %s stand in our stream', async (_, foreign) => {
    const stream = newStream();
    await store.append(stream, newEvents(1), 0);
    await behindOurBack((client) => client.appendToStream(stream, foreign));
    await expect(store.readStream(stream, 0, 10)).rejects.toThrow(/Event 1 of .* at position \d+/);
    await expect(store.readAll(0, 10)).rejects.toBeInstanceOf(InvariantBroken);
    const handed: string[] = [];
    const { ended } = store.subscribe(0, (events) => {
      handed.push(...ids(events));
      return Promise.resolve();
    });
    await expect(ended).rejects.toBeInstanceOf(InvariantBroken);
    expect(handed).toHaveLength(1);
  });
});

describe('calls', () => {
  it('are all given back: 300 reads of missing streams, first events and pages', async () => {
    const stream = newStream();
    await store.append(
      stream,
      newEvents(300).map((event) => ({ ...event, data: { text: 'x'.repeat(1000) } })),
      0,
    );
    for (let round = 0; round < 100; round++) {
      await store.readStream(newStream(), 0, 10);
      await store.readStream(stream, 0, 1);
      await store.readAll(0, 1);
    }
    expect(server.node.openReads).toBe(0);
    expect(server.relay.taken).toBe(1);
  });
});

describe('an operator is told', () => {
  const quick = { callMs: 700, silenceMs: 200, attemptMs: 300 };
  const reasonGiven = async (url: string, act: (one: EventStoreDbStore) => Promise<unknown>) => {
    const one = EventStoreDbStore.open(url, quick);
    const error = await act(one).catch((reason: unknown) => reason);
    await one.close();
    expect(error).toBeInstanceOf(StoreUnavailable);
    const { reason, message } = error as StoreUnavailable;
    expect(message).not.toContain('pa55');
    return reason;
  };
  const appending = (one: EventStoreDbStore) => one.append(newStream(), newEvents(1), 0);
  const reading = (one: EventStoreDbStore) => one.readAll(0, 1);

  it('that the server is down, or does not answer', async () => {
    server.relay.freeze();
    expect(await reasonGiven(server.url, appending)).toBe('timeout');
    await server.relay.goAway();
    expect(await reasonGiven(server.url, appending)).toBe('down');
    expect(await reasonGiven(server.url, reading)).toBe('down');
  });

  it('that the user or the password is refused, or lacks a right', async () => {
    const secured = await SecureServer.start();
    secured.server.node.users = { clerk: { password: 'pa55' } };
    expect(await reasonGiven(secured.url(), appending)).toBe('refused');
    expect(await reasonGiven(secured.url('clerk:wrong'), appending)).toBe('refused');
    expect(await reasonGiven(secured.url('clerk:pa55'), reading)).toBe('refused');
    const allowed = EventStoreDbStore.open(secured.url('clerk:pa55'));
    expect((await appending(allowed).then(({ revision }) => revision)).valueOf()).toBe(1);
    await allowed.close();
    await secured.stop();
  });

  it('that the certificate is not trusted, or that one side does not speak TLS', async () => {
    const secured = await SecureServer.start();
    const bare = `esdb://127.0.0.1:${secured.server.port}`;
    expect(await reasonGiven(bare, appending)).toBe('certificate');
    expect(await reasonGiven(`${bare}?tls=false`, appending)).toBe('certificate');
    expect(await reasonGiven(`esdb://127.0.0.1:${server.port}`, appending)).toBe('certificate');
    await secured.stop();
  });
});
