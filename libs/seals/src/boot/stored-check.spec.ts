import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { StoredLog } from '#libs/event-store';

import { SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { CheckpointBook } from '../checkpoint-book.js';
import { FullCheck, quickCheck, strangeAfter } from './stored-check.js';

let log: SampleLog;
let stored: StoredLog;
beforeEach(async () => {
  log = new SampleLog();
  await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted');
  await log.append('proposal-2', 'ProposalDrafted');
  await log.store.close();
});
afterEach(async () => {
  stored.close();
  await log.remove();
});

/** Every hash of the log fits, as after any that it makes itself. */
function forged(change: (text: string) => string): StoredLog {
  tampering.forgeLast(log.file, { meta: change });
  stored = StoredLog.open(log.file);
  return stored;
}

const withAnotherDay = (meta: string) => meta.replace('{', '{"effectiveOM":"2017-01-01",');
const asItIs = (meta: string) => meta;

// Each alone, as a start has both and one would hide that the other is gone.
describe('an event in texts that nobody here writes', () => {
  it('is found among those that would be signed next', async () => {
    const fault = await strangeAfter(forged(withAnotherDay), 1);
    expect(fault?.found.vi).toContain('Sự kiện thứ 3 của sổ (proposal-2)');
  });

  it('is not looked for among those that are signed', async () => {
    expect(await strangeAfter(forged(withAnotherDay), 3)).toBeNull();
  });

  it('is found where every event is worked out again', async () => {
    const fault = await new FullCheck(forged(withAnotherDay), []).run();
    expect(fault?.found.vi).toContain('Sự kiện thứ 3 của sổ (proposal-2)');
  });

  it('is none as it was written', async () => {
    expect(await strangeAfter(forged(asItIs), 0)).toBeNull();
    expect(await new FullCheck(stored, []).run()).toBeNull();
  });
});

describe('events that a checkpoint is over and that are gone', () => {
  const quickly = async () => {
    stored = StoredLog.open(log.file);
    const book = new CheckpointBook(log.book);
    return (await quickCheck(stored, book, book.latest())).fault;
  };
  beforeEach(async () => {
    await log.reopen();
    await (await log.sealing()).sealNow();
    await log.store.close();
  });

  it('are missed before a start has waited for every event', async () => {
    tampering.removeLast(log.file, 2);
    expect((await quickly())?.kind).toBe('changed');
  });

  it('are there otherwise', async () => {
    expect(await quickly()).toBeNull();
  });
});
