import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'express';

import { SampleLog } from '../../../../libs/seals/src/testing/sample-log.js';
import { Backups } from '../service/backups.js';
import { BackupsController } from './backups.controller.js';

/** What goes to whoever asked. */
class Answer extends PassThrough {
  status = () => this;
  type = () => this;
}

let log: SampleLog;
let backups: Backups;
let to: string;
beforeEach(async () => {
  log = new SampleLog();
  to = join(log.root, 'backup');
  const seals = await log.sealing();
  await log.appendMany(2_000);
  const { dataDir } = log;
  const place = { dataDir, sharedDir: dataDir, kekFile: '', eventStoreUrl: null };
  backups = new Backups(place, seals);
});
afterEach(() => log.remove());

const asked = (answer: Answer) =>
  new BackupsController(backups).make({ to }, answer as unknown as Response);

describe('a backup that is asked for', () => {
  it('is there once it has been told', async () => {
    const answer = new Answer();
    await asked(answer);
    expect(String(answer.read())).toMatch(/\{"backup":.*\}\n$/);
    expect(existsSync(join(to, 'backup.json'))).toBe(true);
  });

  it('is given up, and cleared away, when nobody waits for it any more', async () => {
    const answer = new Answer();
    answer.once('data', () => answer.destroy());
    void asked(answer);
    await backups.settled();
    expect([answer.destroyed, existsSync(to)]).toEqual([true, false]);
  });
});
