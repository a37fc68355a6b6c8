import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { backUp } from './back-up.js';
import { UnusableBackup } from './manifest.js';
import { restoreFrom } from './restore.js';

let log: SampleLog;
let from: string;
let dataDir: string;
beforeEach(async () => {
  log = new SampleLog();
  [from, dataDir] = [join(log.root, 'backup'), join(log.root, 'restored')];
  fillKeys(join(log.dataDir, 'keys.db'), 'của sở');
  const seals = await log.sealing();
  await log.appendMany(20);
  await seals.sealNow();
  const sign = (manifest: string) => seals.signBackup(manifest);
  const place = { dataDir: log.dataDir, to: from };
  await backUp({ ...place, now: new Date(), sign, progress: () => undefined });
});
afterEach(() => log.remove());

function fillKeys(file: string, text: string): void {
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  database.exec(`CREATE TABLE kept (text TEXT); INSERT INTO kept VALUES ('${text}')`);
  database.close();
}

/** Without the lock. */
const namesIn = (folder: string) =>
  readdirSync(folder).filter((name) => !name.startsWith('lock.db'));

describe('a backup that is changed once it was checked, and is being copied', () => {
  it.each<[string, () => void]>([
    ['a row', () => tampering.changeByte(join(from, 'log.db'), 'approve')],
    ['the end of the log', () => tampering.truncateWell(join(from, 'log.db'), 19)],
    ['the keys', () => fillKeys(join(from, 'keys', 'keys.db'), 'của kẻ khác')],
  ])('is not restored, and leaves nothing to be accepted: %s', async (_what, attack) => {
    const homes: string[] = [];
    const keyPlace = { keyFile: null, configDir: join(log.root, 'config') };
    let isChecked = false;
    const restoring = restoreFrom({
      ...{ from, dataDir, keysOf: null, keyPlace },
      keepHome: (origin) => Promise.resolve(void homes.push(origin)),
      progress: (stage, done, total) => {
        expect(existsSync(join(dataDir, 'log.db'))).toBe(false);
        if (isChecked || stage !== 'check' || done !== total) return;
        isChecked = true;
        attack();
      },
    });
    await expect(restoring).rejects.toThrow(UnusableBackup);
    expect([namesIn(dataDir), homes]).toEqual([[], []]);
    expect(readdirSync(keyPlace.configDir).filter((name) => name.endsWith('.restore'))).toEqual([]);
  });
});
