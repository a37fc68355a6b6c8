import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { SampleLog } from '../testing/sample-log.js';
import { backUp } from './back-up.js';
import { PlaceRefused } from './manifest.js';

let log: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = await log.sealing();
  await log.appendMany(1);
  await seals.sealNow();
});
afterEach(() => log.remove());

const made = (to: string) =>
  backUp({
    ...{ dataDir: log.dataDir, to, now: new Date() },
    sign: () => null,
    progress: () => undefined,
  });

function linkTo(folder: string): string {
  const link = join(log.root, 'liên kết');
  symlinkSync(folder, link);
  return link;
}

it.each<[string, () => string]>([
  ['itself', () => log.dataDir],
  ['by a name in it', () => join(log.dataDir, 'sao-luu')],
  ['by a name that begins like the way out', () => join(log.dataDir, '..sao-luu')],
  ['by a link to it', () => join(linkTo(log.dataDir), 'sao', 'lưu')],
  ['by a link to a folder in it', () => linkTo(join(log.dataDir, 'checkpoints'))],
])('a backup is not made into the data that it copies: %s', async (_way, place) => {
  const to = place();
  const before = readdirSync(log.dataDir, { recursive: true });
  await expect(made(to)).rejects.toThrow(PlaceRefused);
  await expect(made(to)).rejects.toThrow('nằm trong thư mục dữ liệu');
  expect(readdirSync(log.dataDir, { recursive: true })).toEqual(before);
});

it.each<[string, () => string]>([
  ['beside it', () => join(log.root, 'sao-luu')],
  ['by a name that begins like the way out', () => join(log.root, '..sao-luu')],
  ['by a link that lies in it', () => linkOut()],
])('a backup is made where nothing is copied from: %s', async (_way, place) => {
  expect(await made(place())).toMatchObject({ checkpoint: 1 });
});

function linkOut(): string {
  const [outside, link] = [join(log.root, 'ngoài'), join(log.dataDir, 'ra ngoài')];
  mkdirSync(outside);
  symlinkSync(outside, link);
  return link;
}
