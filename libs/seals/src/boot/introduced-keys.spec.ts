import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  formatVerifierKey,
  generateSignerKey,
  signCheckpoint,
  type SignerKey,
} from '#libs/log-format';

import { checkpointName } from '../checkpoint-book.js';
import type { LogFault } from '../log-condition.js';
import type { SealSettings } from '../seals.js';
import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';

const ANOTHER = 'so-khac.example/totrinh/0009';

describe('a log whose seal key is not at hand', () => {
  let log: SampleLog;
  let first: SignerKey;
  let second: SignerKey;
  let size: number;
  beforeEach(async () => {
    log = new SampleLog();
    await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted');
    [first, second] = [generateSignerKey(ORIGIN, 'note'), generateSignerKey(ORIGIN, 'note')];
    await log.say('SealKeyIntroduced', { vkey: formatVerifierKey(first) });
    await log.say('SealKeyIntroduced', { vkey: formatVerifierKey(second) });
    await log.say('SealKeyRetired', { vkey: formatVerifierKey(first) });
    ({ size } = log.store.head());
    mkdirSync(log.book);
  });
  afterEach(() => log.remove());

  /** The log of that size as it is, under the signature of somebody. */
  async function sealedBy(key: SignerKey, origin = ORIGIN): Promise<void> {
    const head = { origin, size, root: log.store.head().root };
    const note = signCheckpoint(head, [key]);
    writeFileSync(join(log.book, checkpointName(size)), note);
    await log.store.close();
  }

  async function faultAtStart(settings: Partial<SealSettings> = {}): Promise<LogFault | null> {
    await log.reopen();
    const seals = log.seals(settings);
    await seals.check();
    return seals.condition.fault;
  }

  it('is sealed by a key that it has introduced', async () => {
    await sealedBy(second);
    expect(await faultAtStart()).toBeNull();
  });

  it('was sealed last by a key that has been retired since', async () => {
    await sealedBy(first);
    expect(await faultAtStart()).toBeNull();
  });

  it.each([
    ['by a stranger', 'sai chữ ký', () => sealedBy(generateSignerKey(ORIGIN, 'note'))],
    ['under a name that it never had', 'của sổ khác', () => sealedBy(second, ANOTHER)],
  ])('is read-only when it is sealed %s', async (_by, told, seal) => {
    await seal();
    const fault = await faultAtStart();
    expect(fault?.kind).toBe('checkpoint');
    expect(fault?.sentence.vi).toContain(told);
  });

  it('is held against its own keys also where keys may not be at hand', async () => {
    await sealedBy(generateSignerKey(ORIGIN, 'note'));
    expect((await faultAtStart({ signs: false }))?.kind).toBe('checkpoint');
  });

  it('is found to be shorter where its end with the key in it was cut off', async () => {
    await sealedBy(second);
    tampering.truncateWell(log.file, 3);
    expect((await faultAtStart())?.kind).toBe('shorter');
  });

  it('takes a key that others wrote into it for none while one is at hand', async () => {
    const stranger = generateSignerKey(ORIGIN, 'note');
    await log.say('SealKeyIntroduced', { vkey: formatVerifierKey(stranger) });
    ({ size } = log.store.head());
    log.seals().makeKey();
    await sealedBy(stranger);
    expect((await faultAtStart())?.kind).toBe('checkpoint');
  });
});
