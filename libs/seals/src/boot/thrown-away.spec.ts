import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { sealStreamOf } from '#libs/log-format';

import type { Seals } from '../seals.js';
import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';

let log: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = await log.sealing();
  await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted', 'StepOpened');
  await seals.sealNow();
  await log.append('proposal-2', 'ProposalDrafted', 'ProposalSubmitted');
  await seals.sealNow();
  await log.store.close();
});
afterEach(() => log.remove());

async function checked(): Promise<Seals> {
  await log.reopen();
  const seals = log.seals();
  await seals.check();
  return seals;
}

describe('a log whose checkpoints were thrown away', () => {
  const throwAway = () => rmSync(log.book, { recursive: true });
  const forget = () => rmSync(join(log.root, 'config', '0001.sealed'));

  it('is held against what was signed last, which lies beside the key', async () => {
    tampering.truncateWell(log.file, 4);
    throwAway();
    expect((await checked()).condition.fault?.kind).toBe('shorter');
  });

  it('is held against it also where older checkpoints are left', async () => {
    tampering.truncateWell(log.file, 4);
    rmSync(join(log.book, '0000000000000005.txt'));
    expect((await checked()).condition.fault?.kind).toBe('shorter');
  });

  it('would go on unnoticed if nothing lay there', async () => {
    tampering.truncateWell(log.file, 4);
    throwAway();
    forget();
    expect((await checked()).condition.fault).toBeNull();
  });

  it('is no log to go on with once it has introduced a key', async () => {
    await log.reopen();
    await log.append(sealStreamOf(ORIGIN), 'SealKeyIntroduced');
    await log.store.close();
    throwAway();
    forget();
    expect((await checked()).condition.fault?.kind).toBe('checkpoint');
  });

  it('is not gone on with either where what was signed last lies beside the key', async () => {
    const kept = join(log.root, 'kept');
    cpSync(log.book, kept, { recursive: true });
    throwAway();
    const { condition } = await checked();
    expect(condition.fault?.kind).toBe('checkpoint');
    expect(condition.fault?.sentence.vi).toContain('checkpoints của bản sao lưu gần nhất');
    cpSync(kept, log.book, { recursive: true });
    expect((await checked()).condition.fault).toBeNull();
  });

  it('is sealed no more where a service runs on it', async () => {
    const seals = await checked();
    seals.signWith({ signing: [], retired: [], restored: null });
    for (const name of readdirSync(log.book)) rmSync(join(log.book, name));
    await seals.sealNow();
    expect(seals.condition.fault?.kind).toBe('checkpoint');
  });
});
