import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { plainDate, type Instant } from '#libs/domain';

import { openStores } from './stores.js';

let dir: string;
const open = () => {
  const dataDir = join(dir, 'data');
  return openStores({
    dataDir,
    sharedDir: dataDir,
    kekFile: join(dir, 'kek'),
    eventStoreUrl: null,
  });
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-stores-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function write(count: number): Promise<void> {
  const stores = await open();
  const actor = { accountId: '', personId: '', role: 'process', unitId: '' } as const;
  const events = Array.from({ length: count }, () => ({
    ...{ id: randomUUID(), type: 'UnitEstablished', version: 1, data: {} },
    effectiveOn: plainDate('2020-01-02'),
    recordedAt: '2020-01-02T05:00:00.000Z' as Instant,
    ...{ actor, commandId: randomUUID() },
    meta: { commandDigest: '0'.repeat(64), correlationId: '', causationId: null, policies: [] },
  }));
  await stores.store.append('unit-u1', events, 0);
  await stores.close();
}

describe('a data directory whose keys are gone', () => {
  const lose = () => {
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(dir, 'data', `keys.db${end}`), { force: true });
  };

  it('is not opened: nobody is called erased, and no other keys are made', async () => {
    await write(2);
    lose();
    await expect(open()).rejects.toMatchObject({ name: 'KekUnusable', problem: 'no-keys' });
    await expect(open()).rejects.toMatchObject({ problem: 'no-keys' });
  });

  it('is opened while nothing private can have been written', async () => {
    await write(1);
    lose();
    await (await open()).close();
  });

  it('is opened when they are put back', async () => {
    await write(2);
    await (await open()).close();
  });
});

describe('a data directory with a file that is none of its own', () => {
  const NAMES = ['log.db', 'keys.db', 'access.db', 'views.db', 'lock.db'];
  const file = (name: string) => join(dir, 'data', name);
  const isRefused = () => expect(open()).rejects.toMatchObject({ name: 'UnusableSetting' });

  it.each(NAMES)('is not opened: what a link under %s leads to stays as it is', async (name) => {
    mkdirSync(join(dir, 'data'));
    const outside = join(dir, 'outside');
    writeFileSync(outside, '');
    symlinkSync(outside, file(name));
    await isRefused();
    expect(readFileSync(outside, 'utf8')).toBe('');
  });

  it('is not opened, were it its own keys that lie elsewhere', async () => {
    await write(2);
    renameSync(file('keys.db'), join(dir, 'elsewhere.db'));
    symlinkSync(join(dir, 'elsewhere.db'), file('keys.db'));
    await isRefused();
    rmSync(file('keys.db'));
    renameSync(join(dir, 'elsewhere.db'), file('keys.db'));
    await (await open()).close();
  });

  it.each<[string, (path: string) => void]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(path)],
  ])('is not opened where %s lies in its place', async (_what, make) => {
    mkdirSync(join(dir, 'data'));
    make(file('keys.db'));
    await isRefused();
  });

  it('is opened whatever else is linked there', async () => {
    mkdirSync(join(dir, 'data'));
    symlinkSync(join(dir, 'nothing'), file('ghi-chu.txt'));
    await (await open()).close();
  });
});
