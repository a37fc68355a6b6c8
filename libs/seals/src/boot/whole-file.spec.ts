import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { StoredLog } from '#libs/event-store';

import { CheckpointBook } from '../checkpoint-book.js';
import { SealKeyFile } from '../keys/key-file.js';
import { LogCondition } from '../log-condition.js';
import { SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';
import { BootCheck, type BootCheckOptions } from './boot-check.js';
import { PAGES_AT_ONCE_MAX } from './page-check.js';
import { FullCheck } from './stored-check.js';

let log: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = await log.sealing();
  await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted');
  await log.append('proposal-2', 'ProposalDrafted', 'ProposalSubmitted', 'StepOpened');
  await seals.sealNow();
  await log.store.close();
});
afterEach(() => log.remove());

describe('a log whose index hides an event', () => {
  it('is found out, though every row is as it was written', async () => {
    tampering.hideFromIndex(log.file, 2);
    await log.reopen();
    const seals = log.seals();
    await seals.check();
    const { fault } = seals.condition;
    expect(fault?.kind).toBe('unreadable');
    expect(fault?.sentence.vi).toContain('tự mâu thuẫn');
  });

  it('would go on unnoticed if the rows alone were looked at', async () => {
    tampering.hideFromIndex(log.file, 2);
    await log.reopen();
    const stored = StoredLog.open(log.file);
    expect(await new FullCheck(stored, []).run()).toBeNull();
    stored.close();
    const events = await log.store.readStream('proposal-1', 0, 10);
    expect(events.map(({ revision }) => revision)).not.toContain(1);
  });

  it.each([
    ['found out aside where the file is large', false, 'unreadable'],
    ['not waited for at the end of the service', true, undefined],
  ])('is %s', async (_what, stops, kind) => {
    await log.reopen();
    await log.appendMany(PAGES_AT_ONCE_MAX);
    await log.store.close();
    tampering.hideFromIndex(log.file, 2);
    await log.reopen();
    const condition = new LogCondition();
    const check = checkOf(condition);
    await check.run();
    expect(condition.fault).toBeNull();
    await (stops ? check.stop() : check.finished());
    expect(condition.fault?.kind).toBe(kind);
  });
});

describe('a check that takes longer than a start may wait', () => {
  it('goes on while the service works, which it makes read-only in the end', async () => {
    await log.reopen();
    await log.appendMany(1_500);
    await log.store.close();
    tampering.set(log.file, 'type', 'StepClosed', 1_400);
    await log.reopen();
    const condition = new LogCondition();
    const check = checkOf(condition);
    expect((await check.run()).size).toBe(5);
    expect(condition.fault).toBeNull();
    await check.finished();
    expect(condition.fault?.kind).toBe('changed');
  });
});

describe('a look at the pages that is not made', () => {
  const { execPath } = process;
  const told: string[] = [];
  const report = ({ message }: Error) => void told.push(message);
  beforeEach(async () => {
    told.length = 0;
    await log.reopen();
    await log.appendMany(PAGES_AT_ONCE_MAX);
    await log.store.close();
    // The process that looks is killed, as a machine without memory does.
    process.execPath = join(log.root, 'killed');
    writeFileSync(process.execPath, '#!/bin/sh\nkill -KILL $$\n', { mode: 0o700 });
  });
  afterEach(() => void (process.execPath = execPath));

  const checked = async (more: Partial<BootCheckOptions>) => {
    await log.reopen();
    const condition = new LogCondition();
    const check = checkOf(condition, { report, againMs: 0, ...more });
    await check.run();
    return { check, condition };
  };

  it('is no fault of the log: it is told, and tried again a few times', async () => {
    const { check, condition } = await checked({});
    await check.finished();
    expect(condition.fault).toBeNull();
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/^Chưa kiểm được trang và chỉ mục của log\.db \(SIGKILL\);/);
    expect(told[0]).toContain('sẽ tự kiểm lại');
    expect(told[2]).toMatch(/không tự kiểm lại nữa; .* chạy: totrinh verify$/);
  });

  it('finds what there is to be found once it is made', async () => {
    tampering.hideFromIndex(log.file, 2);
    const mended = (problem: Error) => {
      report(problem);
      process.execPath = execPath;
    };
    const { check, condition } = await checked({ report: mended });
    await check.finished();
    expect(told).toHaveLength(1);
    expect(condition.fault?.sentence.vi).toContain('tự mâu thuẫn');
  });

  it('keeps neither the start nor the end of the service waiting for another', async () => {
    const first = Promise.withResolvers<unknown>();
    const { check, condition } = await checked({
      ...{ report: first.resolve, againMs: 1_000_000, ticks: () => 0 },
    });
    await first.promise;
    await check.stop();
    expect(condition.fault).toBeNull();
  });
});

/** One that no start waits for. */
function checkOf(condition: LogCondition, more: Partial<BootCheckOptions> = {}): BootCheck {
  return new BootCheck({
    ...{ dataDir: log.dataDir, store: log.store, log: log.store, condition },
    report: ({ message }) => log.problems.push(message),
    openChecked: () => StoredLog.open(log.file),
    book: new CheckpointBook(log.book),
    keysOf: (origin) => heldKeys().keysOf(origin),
    ...{ ticks: endless(), ...more },
  });
}

const heldKeys = () => new SealKeyFile(join(log.root, 'config', '0001.key'), log.dataDir);

/** Each look at the clock is a minute after the one before. */
function endless(): () => number {
  let now = 0;
  return () => (now += 60_000);
}
