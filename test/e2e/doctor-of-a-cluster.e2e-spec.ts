import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

import { EventStoreDbStore } from '#libs/event-store';
import { BEGINNING, SubjectKeys } from '#libs/privacy';

import { newEvents, newStream } from '../../libs/event-store/src/contract/samples.js';
import { SecureServer } from '../../libs/event-store/src/eventstoredb/testing/secure-server.js';
import { TestCluster } from '../../libs/event-store/src/eventstoredb/testing/test-cluster.js';
import { Diagnosis } from '../kit/diagnosis.js';
import { kekFileOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';

const ADMIN = 'admin:ch4nge1t';
const OURS = 'totrinh:pa55';

let secure: SecureServer;
let dataDir: string;
beforeEach(async () => {
  dataDir = newDirectory();
  secure = await SecureServer.start();
  secure.server.node.users = { admin: { password: 'ch4nge1t', groups: ['$admins'] } };
});
afterEach(async () => {
  await endPrograms();
  await secure.stop();
  removeDirectories();
});

const doctor = (url = secure.url(OURS)) =>
  Diagnosis.of({
    ...{ EVENT_STORE_URL: url, TOTRINH_DATA_DIR: dataDir },
    TOTRINH_SHARED_DIR: join(dataDir, 'shared'),
  });
/** As a service made them that runs on the shared directory. */
const sharedKeys = () => {
  mkdirSync(join(dataDir, 'shared'));
  return new SubjectKeys(join(dataDir, 'shared', 'keys.db'), kekFileOf(dataDir));
};
const setUp = async ({ args = [], env = {} }: { args?: string[]; env?: object } = {}) => {
  const urls = { EVENT_STORE_URL: secure.url(OURS), TOTRINH_ADMIN_URL: secure.url(ADMIN) };
  const place = { TOTRINH_DATA_DIR: dataDir };
  const ended = await runCli(['cluster', 'set-up', ...args], { ...urls, ...place, ...env });
  expect(ended.stdout + ended.stderr).not.toMatch(/pa55|wr0ng|ch4nge1t/);
  return ended;
};
const settings = () => secure.server.node.log.readStream('$settings', 0, false) ?? [];

describe('a server that is set up', () => {
  it('has our user and one access list, however often it is done', async () => {
    const first = await setUp();
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('Đã tạo người dùng totrinh.');
    expect(first.stdout).toContain('xóa luồng sổ: trước là $all (mọi người), nay là $admins');
    const env = { TOTRINH_ADMIN_URL: '' };
    const again = await setUp({ args: ['--admin', secure.url(ADMIN)], env });
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('Đã có người dùng totrinh, giữ nguyên mật khẩu.');
    expect(again.stdout).toContain('không ghi gì');
    expect([first.stdout, again.stdout]).toEqual([
      expect.stringContaining('Đã mở sổ totrinh/approval-log/'),
      expect.stringContaining('Sổ đã được mở từ trước.'),
    ]);
    expect([settings().length, Object.keys(secure.server.node.users)]).toEqual([
      ...[1, ['admin', 'totrinh']],
    ]);
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([0, ['redis: warning']]);
    expect(found.checks.map(({ id }) => id)).toEqual([
      ...['node', 'transport', 'server', 'leader', 'reads-log', 'access-list', 'damage'],
      ...['key-file', 'redis'],
    ]);
    sharedKeys().close();
    expect((await doctor()).complaints).toEqual(['redis: warning']);
  }, 120_000);

  it('has keys in the shared directory that are missing, or wrapped by another', async () => {
    await setUp();
    const keys = sharedKeys();
    const missing = [{ subject: 'p1', kid: 'khoa-da-mat' }];
    keys.carryOut({ from: BEGINNING, to: null, erased: [], unfounded: [], missing });
    keys.close();
    const lacking = await doctor();
    expect(lacking.complaints).toEqual(['missing-keys: failure', 'redis: warning']);
    expect(lacking.check('missing-keys')?.sentence).toContain('thiếu khóa của 1 người');
    writeFileSync(kekFileOf(dataDir), '0'.repeat(64), { mode: 0o600 });
    expect((await doctor()).complaints).toContain('key-file: failure');
  }, 120_000);

  it('is not, and says why', async () => {
    const wrong = { env: { TOTRINH_ADMIN_URL: secure.url('admin:wr0ng') } };
    expect(await setUp(wrong)).toMatchObject({ code: 12, stdout: '' });
    expect(await setUp({ env: { TOTRINH_ADMIN_URL: '' } })).toMatchObject({ code: 2, stdout: '' });
    expect((await setUp({ env: { EVENT_STORE_URL: '' } })).code).toBe(2);
    const own = await setUp({ env: { EVENT_STORE_URL: secure.url(ADMIN) } });
    expect(own).toMatchObject({ code: 2, stdout: '' });
    expect(own.stderr).toContain('chính người quản trị');
    expect([settings(), Object.keys(secure.server.node.users)]).toEqual([[], ['admin']]);
  }, 120_000);

  it('is not done while our user has another password', async () => {
    secure.server.node.users.totrinh = { password: 'another' };
    const { code, stderr } = await setUp();
    expect(code).toBe(12);
    expect(stderr).toContain('Máy chủ sổ từ chối người dùng totrinh.');
    expect(secure.server.node.users.totrinh.password).toBe('another');
  });
});

describe('the doctor', () => {
  it('finds that rights are missing, and that our user is an administrator', async () => {
    secure.server.node.users.totrinh = { password: 'pa55' };
    const bare = await doctor();
    expect(bare.code).toBe(1);
    expect(bare.complaints).toEqual([
      ...['reads-log: failure', 'access-list: failure', 'redis: warning'],
    ]);
    expect(bare.check('access-list')?.advice).toContain('totrinh cluster set-up');
    const admin = await doctor(secure.url(ADMIN));
    expect([admin.code, admin.complaints]).toEqual([1, ['access-list: failure', 'redis: warning']]);
  }, 120_000);

  it('finds rights that are too wide, each of them', async () => {
    await setUp();
    const client = EventStoreDBClient.connectionString(secure.url(ADMIN));
    const data = { $systemStreamAcl: { $r: ['totrinh'] } };
    await client.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data }));
    await client.dispose();
    const found = await doctor();
    expect([found.code, found.complaints]).toEqual([1, ['access-list: failure', 'redis: warning']]);
    expect(found.check('access-list')?.more).toContain(
      'xóa luồng sổ: đang cho $all (mọi người), cần là $admins',
    );
  }, 120_000);

  it.each([
    ['từ chối người dùng totrinh', (url: string) => url.replace('pa55', 'wr0ng')],
    ['chứng chỉ', (url: string) => url.replace(/\?.*/, '')],
    ['không mã hóa', (url: string) => url.replace(/\?.*/, '?tls=false')],
    ['Không kết nối được', (url: string) => url.replace(/:\d+\?/, ':1?')],
  ])('says why it cannot ask: %s', async (words, url) => {
    secure.server.node.users.totrinh = { password: 'pa55' };
    const found = await doctor(url(secure.url(OURS)));
    expect([found.code, found.complaints]).toEqual([1, ['server: failure', 'redis: warning']]);
    expect(found.check('server')?.sentence).toContain(words);
  });
});

describe('the doctor of a cluster in plain text', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await TestCluster.start();
  });
  afterAll(() => cluster.stop());

  it('finds a node that is gone, and that nobody is told apart', async () => {
    await cluster.follower.relay.goAway();
    const found = await doctor(cluster.url);
    expect([found.code, found.complaints]).toEqual([
      ...[0, ['server: warning', 'access-list: warning', 'redis: warning']],
    ]);
    expect(found.check('server')?.sentence).toContain('2/3');
  });

  it('finds what was done to our streams, and ends with 3', async () => {
    const store = EventStoreDbStore.open(cluster.url);
    const [deleted, cut, foreign] = [newStream(), newStream(), newStream()];
    for (const stream of [deleted, cut, foreign]) await store.append(stream, newEvents(2), 0);
    await store.close();
    const client = EventStoreDBClient.connectionString(cluster.url);
    await client.tombstoneStream(deleted);
    await client.setStreamMetadata(cut, { maxCount: 1 });
    await client.appendToStream(foreign, jsonEvent({ type: 'Foreign', data: {} }));
    await client.dispose();
    const found = await doctor(cluster.url);
    expect([found.code, found.check('damage')?.status]).toEqual([3, 'damage']);
    const told = found.check('damage')?.more ?? [];
    expect(told).toHaveLength(3);
    expect(told[0]).toContain(`${deleted}: luồng bị xóa`);
    expect(told[1]).toContain(`${cut}: luồng bị cắt bớt`);
    expect(told[2]).toContain(`${foreign}, sự kiện thứ 3: sự kiện không do Tờ Trình ghi`);
    expect(await found.inWords()).toContain(told[0]);
  });
});
