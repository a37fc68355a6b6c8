import { afterEach, describe, expect, it } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { ServerAdministration } from '../access/administration.js';
import { SecureServer } from '../testing/secure-server.js';
import { TestCluster } from '../testing/test-cluster.js';
import { TestServer } from '../testing/test-server.js';
import { examineServer, type Asked } from './examine-server.js';

const ADMIN = 'admin:ch4nge1t';
const OURS = 'totrinh:pa55';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function secured({ isSetUp = true } = {}): Promise<SecureServer> {
  const secure = await SecureServer.start();
  stops.push(() => secure.stop());
  secure.server.node.users = {
    admin: { password: 'ch4nge1t', groups: ['$admins'] },
    totrinh: { password: 'pa55' },
  };
  if (!isSetUp) return secure;
  const administration = new ServerAdministration(secure.url(ADMIN), secure.url(OURS));
  await administration.setAccessList();
  administration.close();
  return secure;
}

async function started(): Promise<TestServer> {
  const server = await TestServer.start();
  stops.push(() => server.stop());
  return server;
}

function reasonOf(asked: Asked<unknown> | null): string | undefined {
  if (!asked || !('failure' in asked)) return undefined;
  expect(asked.failure.message).not.toMatch(/pa55|wr0ng/);
  return asked.failure.reason;
}

describe('a server', () => {
  it('that is set up answers all, to a user with no right too many', async () => {
    const secure = await secured();
    expect(await examineServer(secure.url(OURS))).toEqual({
      address: {
        hosts: [`127.0.0.1:${secure.server.port}`],
        ...{ user: 'totrinh', isEncrypted: true, isLoopback: true },
      },
      members: {
        value: {
          ...{ known: 1, answering: 1 },
          leader: { address: '127.0.0.1', port: secure.server.port },
        },
      },
      readsLog: { value: true },
      rights: { value: { differences: [], isAdministrator: false } },
    });
    expect(secure.server.node.openReads).toBe(0);
  });

  it('without an access list refuses our user the log and its settings', async () => {
    const secure = await secured({ isSetUp: false });
    const { members, readsLog, rights } = await examineServer(secure.url(OURS));
    expect(members).toHaveProperty('value.answering', 1);
    expect([readsLog, rights].map(reasonOf)).toEqual(['refused', 'refused']);
  });

  it('with a wider list tells which right is too wide', async () => {
    const secure = await secured();
    const admin = EventStoreDBClient.connectionString(secure.url(ADMIN));
    const only = ['totrinh'];
    const data = {
      $userStreamAcl: { $r: only, $w: only, $d: only, $mr: '$admins', $mw: '$admins' },
      $systemStreamAcl: { $r: only },
    };
    await admin.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data }));
    await admin.dispose();
    const { rights } = await examineServer(secure.url(OURS));
    const holders = { holders: only, wanted: ['$admins'] };
    const differences = [{ part: '$userStreamAcl', right: '$d', ...holders }];
    expect(rights).toEqual({ value: { differences, isAdministrator: false } });
  });

  it('tells that our user is an administrator', async () => {
    const secure = await secured();
    const { rights } = await examineServer(secure.url(ADMIN));
    expect(rights).toHaveProperty('value.isAdministrator', true);
  });

  it('in plain text tells nobody apart', async () => {
    const server = await started();
    const { address, readsLog, rights } = await examineServer(server.url);
    expect(address).toMatchObject({ isEncrypted: false, isLoopback: true, user: null });
    expect([readsLog, rights]).toEqual([{ value: true }, null]);
  });
});

describe('a server that cannot be asked', () => {
  it('says why: the password, the certificate, TLS on one side only', async () => {
    const secure = await secured();
    const plain = await started();
    const bare = `esdb://127.0.0.1:${secure.server.port}`;
    const urls = {
      [secure.url('totrinh:wr0ng')]: 'refused',
      [bare]: 'certificate',
      [`${bare}?tls=false`]: 'certificate',
      [`esdb://127.0.0.1:${plain.port}`]: 'certificate',
    };
    for (const [url, reason] of Object.entries(urls)) {
      const { members, readsLog, rights } = await examineServer(url);
      expect([url, reasonOf(members)]).toEqual([url, reason]);
      expect([readsLog, rights]).toEqual([null, null]);
    }
  });

  it('says that it is silent, or away', async () => {
    const server = await started();
    server.relay.freeze();
    expect(reasonOf((await examineServer(server.url)).members)).toBe('timeout');
    await server.relay.goAway();
    expect(reasonOf((await examineServer(server.url)).members)).toBe('down');
  });

  it('is refused before anything is sent where its address is wrong', async () => {
    const wrong = examineServer('esdb://totrinh:pa55@127.0.0.1:2113?tsl=false');
    await expect(wrong).rejects.toMatchObject({ name: 'ConnectionStringRefused' });
    await expect(wrong).rejects.not.toThrow('pa55');
  });
});

describe('a cluster', () => {
  it('tells how many nodes answer by themselves, and who leads', async () => {
    const cluster = await TestCluster.start();
    stops.push(() => cluster.stop());
    const leader = { address: '127.0.0.1', port: cluster.leader.port };
    const members = async () => (await examineServer(cluster.url)).members;
    expect(await members()).toEqual({ value: { known: 3, answering: 3, leader } });
    await cluster.follower.relay.goAway();
    expect(await members()).toEqual({ value: { known: 3, answering: 2, leader } });
    cluster.leader.relay.freeze();
    expect(await members()).toEqual({ value: { known: 3, answering: 1, leader: null } });
  });
});
