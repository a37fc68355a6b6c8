import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SampleLog } from '../../../libs/seals/src/testing/sample-log.js';
import { tampering } from '../../../libs/seals/src/testing/tampering.js';
import { lookAt } from './log-damage.js';

/** More than are looked at without asking another process to look at the pages. */
const MANY = 20_001;

let log: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = await log.sealing();
  await log.appendMany(MANY);
  await seals.sealNow();
});
afterEach(() => log.remove());

const looked = (limitMs = 60_000) => {
  const place = { dataDir: log.dataDir, sharedDir: log.dataDir, kekFile: '', eventStoreUrl: null };
  return lookAt(place, { XDG_CONFIG_HOME: join(log.root, 'elsewhere') }, limitMs);
};

describe('a look into a long log', () => {
  it('finds nothing where nothing is wrong, and looks at all of it', async () => {
    expect(await looked()).toEqual({ damage: null, isWhole: true });
  });

  it('finds an index that hides an event', async () => {
    await log.store.close();
    tampering.hideFromIndex(log.file, MANY - 1);
    expect(await looked()).toMatchObject({ damage: expect.stringContaining('tự mâu thuẫn') });
  });

  it('finds that its last events are gone, however short the time', async () => {
    await log.store.close();
    tampering.removeLast(log.file, MANY - 1);
    const damage = expect.stringContaining('các sự kiện cuối không còn');
    expect(await looked(0.5)).toMatchObject({ damage });
  });

  it('finds that its next number was changed, however short the time', async () => {
    await log.store.close();
    tampering.numberOnFrom(log.file, MANY + 1);
    const damage = expect.stringContaining('không mang số liền sau sự kiện cuối');
    expect(await looked(0.5)).toMatchObject({ damage });
  });

  it('ends when its time is over, however short', async () => {
    expect(await looked(0.5)).toEqual({ damage: null, isWhole: false });
  });
});
