import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { checkpointName } from '../checkpoint-book.js';
import { ORIGIN, SampleLog } from '../testing/sample-log.js';

const ELSEWHERE = 'so-khac.example/totrinh/0009';

let log: SampleLog;
let other: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  other = new SampleLog(ELSEWHERE);
  const seals = await log.sealing();
  await log.append('proposal-1', ...Array<string>(5).fill('StepOpened'));
  await seals.stop();
});
afterEach(async () => {
  await log.remove();
  await other.remove();
});

/** A checkpoint of the other log strays among ours; answers its file. */
async function stray(size: number): Promise<string> {
  const seals = await other.sealing();
  await other.appendMany(size);
  await seals.sealNow();
  const to = join(log.book, checkpointName(size));
  copyFileSync(join(other.book, checkpointName(size)), to);
  return to;
}

async function faultNow() {
  await log.reopen();
  const seals = log.seals();
  await seals.check();
  return { fault: seals.condition.fault, seals };
}

describe.each([
  ['over more events than the log holds', 20],
  ['over fewer', 8],
])('a checkpoint of another log, %s', (_which, size) => {
  beforeEach(() => log.append('proposal-2', ...Array<string>(5).fill('StepOpened')));

  it('is told as that, and not as events that are gone', async () => {
    await stray(size);
    const { fault, seals } = await faultNow();
    expect(fault?.kind).toBe('checkpoint');
    expect(fault?.sentence.vi).toContain(`là của sổ khác, tên "${ELSEWHERE}", không phải của sổ`);
    expect(fault?.sentence.vi).toContain(ORIGIN);
    expect(fault?.sentence.vi).not.toContain('restore --accept');
    await expect(seals.planRestore()).rejects.toMatchObject({ rule: 'log-undamaged' });
  });

  it('is nothing once it is moved away', async () => {
    rmSync(await stray(size));
    expect((await faultNow()).fault).toBeNull();
  });
});
