import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { SampleLog } from '../testing/sample-log.js';
import { backUp } from './back-up.js';

/** Bytes of a database that say how it is written and read: 2 is with a write-ahead log. */
const JOURNAL = [18, 19] as const;

let log: SampleLog;
let to: string;
beforeEach(async () => {
  log = new SampleLog();
  to = join(log.root, 'sao-luu');
  const keys = new DatabaseSync(join(log.dataDir, 'keys.db'));
  keys.exec('PRAGMA journal_mode = WAL; CREATE TABLE subject_keys (id TEXT PRIMARY KEY) STRICT');
  keys.close();
  const seals = await log.sealing();
  await log.appendMany(1);
  await seals.sealNow();
});
afterEach(() => log.remove());

const journalOf = (file: string) => {
  const bytes = readFileSync(file);
  return JOURNAL.map((at) => bytes[at]);
};

it.each(['log.db', 'keys/keys.db'])(
  '%s of a backup is read where nothing is written',
  async (name) => {
    await backUp({
      ...{ dataDir: log.dataDir, to, now: new Date() },
      sign: () => null,
      progress: () => undefined,
    });
    expect(journalOf(log.file)).toEqual([2, 2]);
    expect(journalOf(join(to, name))).toEqual([1, 1]);
  },
);
