import { mkdtempSync, rmSync } from 'node:fs';
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
    meta: {
      ...{ commandId: randomUUID(), commandDigest: '0'.repeat(64), actor },
      ...{ correlationId: '', causationId: null, policies: [] },
    },
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
