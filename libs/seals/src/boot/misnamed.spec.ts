import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { StoredLog } from '#libs/event-store';

import { CheckpointBook } from '../checkpoint-book.js';
import { LogCondition } from '../log-condition.js';
import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { BootCheck } from './boot-check.js';
import { FullCheck } from './stored-check.js';

const FOUND = `không phải tên mà các sự kiện mang (${ORIGIN})`;

let log: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = log.seals();
  const vkey = seals.makeKey();
  await log.say('SealKeyIntroduced', { vkey });
  seals.signWith({ signing: [vkey], retired: [], restored: null });
  await seals.start();
  await log.appendMany(1_000);
  await seals.sealNow();
  await log.store.close();
  forget();
});
afterEach(() => log.remove());

/** As where a directory was moved: nothing says which log belongs there. */
function forget(): void {
  const config = join(log.root, 'config');
  for (const name of readdirSync(config)) if (name.startsWith('data-')) rmSync(join(config, name));
}

async function checked() {
  await log.reopen();
  const seals = log.seals();
  await seals.check();
  return seals.condition.fault;
}

it('a log under the name that its events bear is as it was', async () => {
  expect(await checked()).toBeNull();
});

it('a log under another name is not what was sealed', async () => {
  tampering.rename(log.file, 'so-noi-vu.example/totrinh/0002');
  expect(await checked()).toMatchObject({ kind: 'changed' });
  expect(log.problems.join()).toContain(FOUND);
});

it('a log under another name is found out by whoever works out all its leaves', async () => {
  tampering.rename(log.file, 'so-noi-vu.example/totrinh/0002');
  const stored = StoredLog.open(log.file);
  const fault = await new FullCheck(stored, []).run();
  stored.close();
  expect(fault?.found.vi).toContain(FOUND);
});

it('a log under another name is found out before anything is written to it', async () => {
  tampering.rename(log.file, 'so-noi-vu.example/totrinh/0002');
  await log.reopen();
  const condition = new LogCondition();
  let now = 0;
  const check = new BootCheck({
    ...{ dataDir: log.dataDir, store: log.store, log: log.store, condition },
    ...{ openChecked: () => StoredLog.open(log.file), book: new CheckpointBook(log.book) },
    ...{ keysOf: () => [], report: () => undefined },
    ticks: () => (now += 60_000), // there is no time for all of it
  });
  await check.run();
  expect(condition.fault?.found.vi).toContain(FOUND);
  await check.stop();
});
