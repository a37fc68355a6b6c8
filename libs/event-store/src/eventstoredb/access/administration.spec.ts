import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { collect } from '../../contract/following.js';
import { newEvents, newStream } from '../../contract/samples.js';
import { StoreUnavailable } from '../../port.js';
import { EventStoreDbStore } from '../eventstoredb-store.js';
import * as refusals from '../testing/refusals.js';
import { SecureServer } from '../testing/secure-server.js';
import { TestServer } from '../testing/test-server.js';
import { ServerAdministration } from './administration.js';

const ADMIN = 'admin:ch4nge1t';
const OURS = 'totrinh:pa55';

let secure: SecureServer;
beforeEach(async () => {
  secure = await SecureServer.start();
  secure.server.node.users = { admin: { password: 'ch4nge1t', groups: ['$admins'] } };
});
afterEach(() => secure.stop());

async function administered<Answer>(
  work: (administration: ServerAdministration) => Promise<Answer>,
  { admin = secure.url(ADMIN), ours = secure.url(OURS) } = {},
): Promise<Answer> {
  const administration = new ServerAdministration(admin, ours);
  try {
    return await work(administration);
  } finally {
    administration.close();
  }
}

const setUp = () =>
  administered(async (administration) => {
    await administration.createUser();
    return administration.setAccessList();
  });
const settings = () => secure.server.node.log.readStream('$settings', 0, false) ?? [];

describe('our user', () => {
  it('is made once, with its password, and is no administrator', async () => {
    expect(await administered((one) => one.createUser())).toBe(true);
    expect(await administered((one) => one.createUser())).toBe(false);
    expect(secure.server.node.users.totrinh).toEqual({ password: 'pa55', groups: [] });
  });

  it('keeps the password it has', async () => {
    secure.server.node.users.totrinh = { password: 'another' };
    expect(await administered((one) => one.createUser())).toBe(false);
    expect(secure.server.node.users.totrinh).toEqual({ password: 'another' });
  });

  it('works with the access list, and cannot delete or change metadata', async () => {
    await setUp();
    const stream = newStream();
    const store = EventStoreDbStore.open(secure.url(OURS));
    await store.append(stream, newEvents(2), 0);
    expect(await store.readAll(0, 10)).toHaveLength(2);
    await collect(store, 0, 2).complete;
    await store.close();
    const nobody = EventStoreDbStore.open(secure.url());
    await expect(nobody.readStream(stream, 0, 1)).rejects.toMatchObject({ reason: 'refused' });
    await nobody.close();
    const client = EventStoreDBClient.connectionString(secure.url(OURS));
    const denied = { type: 'access-denied' };
    await expect(client.deleteStream(stream)).rejects.toMatchObject(denied);
    await expect(client.tombstoneStream(stream)).rejects.toMatchObject(denied);
    await expect(client.setStreamMetadata(stream, { maxCount: 1 })).rejects.toMatchObject(denied);
    const list = jsonEvent({ type: 'update-default-acl', data: {} });
    await expect(client.appendToStream('$settings', list)).rejects.toMatchObject(denied);
    await client.dispose();
  });

  it('could do all that, but read the log, without the access list', async () => {
    await administered((one) => one.createUser());
    const stream = newStream();
    const client = EventStoreDBClient.connectionString(secure.url(OURS));
    await client.appendToStream(stream, jsonEvent({ type: 'Noted', data: {} }));
    await client.setStreamMetadata(stream, { maxCount: 1 });
    expect((await client.deleteStream(stream)).position).toBeUndefined();
    await client.dispose();
    const store = EventStoreDbStore.open(secure.url(OURS));
    await expect(store.readAll(0, 1)).rejects.toMatchObject({ reason: 'refused' });
    await store.close();
  });
});

describe('the access list of the server', () => {
  it('is one event, told with what it changed, and written once', async () => {
    const changed = await setUp();
    expect(changed.map(({ part, right }) => `${part} ${right}`)).toEqual([
      ...['$r', '$w', '$d', '$mr', '$mw'].map((right) => `$userStreamAcl ${right}`),
      '$systemStreamAcl $r',
    ]);
    expect(await setUp()).toEqual([]);
    expect(settings().map(({ type }) => type)).toEqual(['update-default-acl']);
    expect(settings()[0]?.contentType).toBe('application/json');
  });

  it('is written anew after another one', async () => {
    await setUp();
    const admin = EventStoreDBClient.connectionString(secure.url(ADMIN));
    const data = { $userStreamAcl: { $d: '$all' } };
    await admin.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data }));
    await admin.dispose();
    expect((await setUp()).length).toBeGreaterThan(0);
    expect(await setUp()).toEqual([]);
    expect(settings()).toHaveLength(3);
  });

  it('is written once where the answer is lost or the server is not ready', async () => {
    secure.server.node.loseAnswers(1);
    await setUp();
    expect(settings()).toHaveLength(1);
    secure.server.node.refuseNext(refusals.serverNotReady());
    expect(await setUp()).toEqual([]);
  });
});

describe('whoever sets up is told', () => {
  const reason = async (admin: string) => {
    const error = await administered((one) => one.setAccessList(), { admin }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as Error).message).not.toMatch(/pa55|ch4nge1t|wr0ng/);
    return (error as StoreUnavailable).reason;
  };

  it('that the administrator is refused, or is none', async () => {
    secure.server.node.users.clerk = { password: 'pa55' };
    expect(await reason(secure.url('admin:wr0ng'))).toBe('refused');
    expect(await reason(secure.url('clerk:pa55'))).toBe('refused');
    const create = administered((one) => one.createUser(), { admin: secure.url('clerk:pa55') });
    await expect(create).rejects.toMatchObject({ reason: 'refused' });
    expect(settings()).toEqual([]);
  });

  it('that the certificate is not trusted', async () => {
    expect(await reason(secure.url(ADMIN).replace(/\?.*/, ''))).toBe('certificate');
  });

  it('that the server is silent, or away', async () => {
    secure.server.relay.freeze();
    expect(await reason(secure.url(ADMIN))).toBe('timeout');
    await secure.server.relay.goAway();
    expect(await reason(secure.url(ADMIN))).toBe('down');
  }, 30_000);

  it.each([
    ['plain-text', { ours: 'esdb://totrinh:pa55@127.0.0.1:9?tls=false' }],
    ['missing', { ours: 'esdb://127.0.0.1:9' }],
    ['group', { ours: 'esdb://$admins:pa55@127.0.0.1:9' }],
    ['administrator', { ours: 'esdb://admin:pa55@127.0.0.1:9' }],
  ])('that the user cannot be given rights: %s', async (problem, strings) => {
    const refused = administered((one) => one.createUser(), strings);
    await expect(refused).rejects.toMatchObject({ name: 'UnusableUser', problem });
  });
});

describe('the control', () => {
  it('is a server without users, where nothing is refused to anybody', async () => {
    const open = await TestServer.start();
    const client = EventStoreDBClient.connectionString(open.url);
    const list = jsonEvent({ type: 'update-default-acl', data: {} });
    expect((await client.appendToStream('$settings', list)).success).toBe(true);
    await client.dispose();
    await open.stop();
  });
});
