import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { formatVerifierKey } from '#libs/log-format';

import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { SealKeyFile, sealKeyFile, UnusableSealKey } from './key-file.js';

const NONE = { signing: [], retired: [], restored: null };

let log: SampleLog;
let keyFile: string;
let signing: readonly string[];
beforeEach(() => {
  log = new SampleLog();
  keyFile = join(log.root, 'keyz', 'seal.key');
});
afterEach(() => log.remove());

/** A log that was sealed with a key in the usual place. */
async function sealedLog(): Promise<void> {
  const seals = await log.sealing();
  const place = { keyFile: null, configDir: join(log.root, 'config') };
  signing = sealKeyFile(place, ORIGIN, log.dataDir).keysOf(ORIGIN).map(formatVerifierKey);
  for (const vkey of signing) await log.say('SealKeyIntroduced', { vkey });
  await log.append('proposal-1', 'ProposalDrafted');
  await seals.sealNow();
}

async function keysToRecord() {
  const seals = log.seals({ keyFile });
  await seals.check();
  expect(seals.condition.fault).toBeNull();
  return seals.keysToRecord({ ...NONE, signing });
}

describe('a key file that the setting names', () => {
  it('is made for a log that has no key yet', async () => {
    await log.sealing({ keyFile });
    expect(existsSync(keyFile)).toBe(true);
  });

  it('is not made for a log that was sealed: the setting is refused, and no folder made', async () => {
    await sealedLog();
    await expect(keysToRecord()).rejects.toThrow(UnusableSealKey);
    await expect(keysToRecord()).rejects.toThrow(`TOTRINH_SEAL_KEY: không có tệp ${keyFile}`);
    expect(existsSync(dirname(keyFile))).toBe(false);
  });

  it('is refused like that below a file, which is no damage of the log', async () => {
    await sealedLog();
    writeFileSync(dirname(keyFile), 'một tệp khác');
    await expect(keysToRecord()).rejects.toThrow(UnusableSealKey);
  });

  it('is refused where it has keys of others only', async () => {
    await sealedLog();
    keyFile = join(log.root, 'other.key');
    new SealKeyFile(keyFile, log.dataDir).make('so-khac/1');
    await expect(keysToRecord()).rejects.toThrow(/other\.key không có khóa nào của sổ này/);
  });

  it('is taken where it is there, be it empty', async () => {
    await sealedLog();
    keyFile = join(log.root, 'seal.key');
    writeFileSync(keyFile, '', { mode: 0o600 });
    expect(await keysToRecord()).toEqual([]);
  });
});

describe('a restore is accepted', () => {
  const plan = async (settings: object) => {
    const seals = log.seals(settings);
    await seals.check();
    seals.condition.found({
      ...{ kind: 'restored', found: { vi: '', en: '' }, sentence: { vi: '', en: '' } },
    });
    return seals.planRestore();
  };
  beforeEach(sealedLog);

  it('where the keys are', async () => {
    expect(await plan({})).toMatchObject({ previous: { origin: ORIGIN } });
  });

  it('and not where the setting says they are, and they are not', async () => {
    const refusal = { code: 'conflict', sentence: { en: expect.stringContaining(keyFile) } };
    await expect(plan({ keyFile })).rejects.toMatchObject(refusal);
  });
});
