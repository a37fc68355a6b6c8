import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { newEvent, newEvents, newStream } from '../../contract/samples.js';
import { StoreUnavailable } from '../../port.js';
import { EventStoreDbStore } from '../eventstoredb-store.js';
import { toStored } from '../stored-event.js';
import { TestServer } from '../testing/test-server.js';
import type { ServerFinding } from './damage.js';

let server: TestServer;
let store: EventStoreDbStore;
let operator: EventStoreDBClient;
let stream: string;
beforeEach(async () => {
  server = await TestServer.start();
  store = EventStoreDbStore.open(server.url);
  operator = EventStoreDBClient.connectionString(server.url);
  stream = newStream();
  await store.append(stream, newEvents(3), 0);
});
afterEach(async () => {
  await store.close();
  await operator.dispose();
  await server.stop();
});

const found = async () => {
  const findings: ServerFinding[] = [];
  for await (const finding of store.findDamage()) findings.push(finding);
  return findings;
};
const briefly = async () => (await found()).map(({ kind, revision }) => [kind, revision]);
const positionAt = (name: string) => server.node.log.lastOf(name)?.position;

describe('a log that nobody changed', () => {
  it('shows nothing, whatever the server and others keep beside it', async () => {
    await operator.appendToStream('plain', jsonEvent({ type: 'Foreign', data: {} }));
    await operator.deleteStream('plain');
    await operator.appendToStream('$settings', jsonEvent({ type: 'update', data: {} }));
    await operator.setStreamMetadata(stream, { acl: { readRoles: ['auditor'] } });
    await store.append(stream, newEvents(1), 3);
    expect(await found()).toEqual([]);
  });

  it('is read to its end, page by page, once', async () => {
    await store.append(newStream(), newEvents(1200), 0);
    const seen: number[] = [];
    for await (const one of store.findDamage((count) => seen.push(count)))
      throw new Error(one.kind);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(server.node.log.readAll(0, false).length);
    expect(server.node.openReads).toBe(0);
  });
});

describe('a deletion', () => {
  it('is told with the position of the metadata event, and the return of the stream too', async () => {
    await operator.deleteStream(stream);
    const position = positionAt(`$$${stream}`);
    expect(await found()).toEqual([{ kind: 'deleted', stream, position }]);
    await operator.appendToStream(stream, toStored(newEvent()));
    expect(await briefly()).toEqual([
      ['deleted', undefined],
      ['truncated', undefined],
    ]);
  });

  it('is told when it is for ever, also after the events are gone', async () => {
    await operator.tombstoneStream(stream);
    const finding: ServerFinding = { kind: 'deleted', stream, position: tombstonePosition() };
    expect(await found()).toEqual([finding]);
    server.node.log.scavenge();
    expect(await found()).toEqual([finding]);
  });

  it('of a stream that is not ours is no matter of ours', async () => {
    await operator.appendToStream('UPPER-1', jsonEvent({ type: 'Foreign', data: {} }));
    await operator.tombstoneStream('UPPER-1');
    expect(await found()).toEqual([]);
  });
});

describe('a truncation', () => {
  it.each([{ truncateBefore: 2 }, { maxAge: 60 }, { maxCount: 1 }])('is told: %j', async (cut) => {
    await operator.setStreamMetadata(stream, cut);
    const position = positionAt(`$$${stream}`);
    expect(await found()).toEqual([{ kind: 'truncated', stream, position }]);
  });

  it('is told with the gap it left once the server threw the events away', async () => {
    await operator.setStreamMetadata(stream, { truncateBefore: 2 });
    server.node.log.scavenge();
    await store.append(newStream(), newEvents(2), 0);
    expect(await briefly()).toEqual([
      ['gap', 2],
      ['truncated', undefined],
    ]);
  });

  it('is told also where the metadata are bytes, or are taken back later', async () => {
    const data = Buffer.from('{"$maxCount":1}');
    await operator.appendToStream(`$$${stream}`, binaryEvent({ type: '$metadata', data }));
    await operator.setStreamMetadata(stream, { truncateBefore: 0 });
    expect(await briefly()).toEqual([['truncated', undefined]]);
  });
});

describe('an event that we did not write', () => {
  const own = toStored(newEvent());
  it.each([
    ['JSON', jsonEvent({ type: 'Foreign', data: {} })],
    ['bytes', binaryEvent({ type: 'Foreign', data: Buffer.from('x') })],
    ['our format with something else in it', halfOurs()],
    ['a type of the server', binaryEvent({ ...own, type: '$>', data: own.data as Uint8Array })],
  ])('is told with its place: %s', async (_, event) => {
    await operator.appendToStream(stream, event);
    await store.append(newStream(), newEvents(1), 0);
    const position = positionAt(stream);
    expect(await found()).toEqual([{ kind: 'foreign', stream, position, revision: 3 }]);
  });
});

describe('a server that goes away while it is read', () => {
  it('is no clean log', async () => {
    const quick = { callMs: 500, silenceMs: 200, attemptMs: 200 };
    const impatient = EventStoreDbStore.open(server.url, quick);
    await server.relay.goAway();
    await expect(impatient.findDamage().next()).rejects.toBeInstanceOf(StoreUnavailable);
    await impatient.close();
  });
});

function tombstonePosition(): number {
  const events = server.node.log.readAll(0, false);
  return events.find(({ type }) => type === '$streamDeleted')?.position ?? 0;
}

function halfOurs() {
  const { id, type, data } = toStored(newEvent());
  const text = Buffer.from(data as Uint8Array)
    .toString('utf8')
    .replace(/\n.*$/, '\nno JSON');
  return binaryEvent({ id, type, data: Buffer.from(text) });
}
