import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SqliteEventStore } from '#libs/event-store';
import {
  formatVerifierKey,
  generateSignerKey,
  sealStreamOf,
  signCheckpoint,
} from '#libs/log-format';

import { checkpointName } from '../checkpoint-book.js';
import type { Seals, SealSettings } from '../seals.js';
import { newEvent, ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';

const OTHER = 'so-noi-vu.example/totrinh/0002';

let log: SampleLog;
let forged: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = await log.sealing();
  await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted', 'StepOpened');
  await seals.sealNow();
  await log.store.close();
  forged = new SampleLog(OTHER);
});
afterEach(async () => {
  await forged.remove();
  await log.remove();
});

const config = () => join(log.root, 'config');
const record = () => readdirSync(config()).find((name) => /^data-[0-9a-f]{16}\.log$/.test(name));
const kept = () => readFileSync(join(config(), record() ?? ''), 'utf8').trim();
/** What the service knew before there were such records. */
const forget = () => rmSync(join(config(), record() ?? ''));

/** A log in good order, with a key of its own in it and signed by that key. */
async function wellForged(): Promise<void> {
  const key = generateSignerKey(OTHER, 'note');
  await forged.say('SealKeyIntroduced', { vkey: formatVerifierKey(key) });
  await forged.append('proposal-1', 'ProposalDrafted', 'ProposalWithdrawn');
  const head = forged.store.head();
  mkdirSync(forged.book);
  writeFileSync(join(forged.book, checkpointName(head.size)), signCheckpoint(head, [key]));
}

/** No word of any key in it, and no checkpoint either. */
async function unsealed(): Promise<void> {
  await forged.append('proposal-1', 'ProposalDrafted', 'ProposalWithdrawn');
}

/** It says that it goes on from the log that belongs there. */
async function saidToBeRestored(): Promise<void> {
  await forged.append('proposal-1', 'ProposalDrafted');
  const previous = { origin: ORIGIN, checkpoint: null };
  const said = { origin: OTHER, previous, size: 1, lost: { from: 1, to: null } };
  await forged.store.append(sealStreamOf(OTHER), [newEvent('LogRestored', said)], 0);
}

async function putThere(): Promise<void> {
  await forged.store.close();
  tampering.putBack(log.file, forged.file);
  rmSync(log.book, { recursive: true });
  cpSync(forged.book, log.book, { recursive: true, force: true });
}

async function started(settings: Partial<SealSettings> = {}): Promise<Seals> {
  await log.reopen();
  return log.sealing(settings);
}

const FORGERIES: readonly [string, () => Promise<void>][] = [
  ['with keys and checkpoints of its own', wellForged],
  ['without any, to be sealed by the service', unsealed],
  ['that claims to go on from the log that belongs there', saidToBeRestored],
];

describe('a whole log that was forged under another name', () => {
  it.each(FORGERIES)('is not taken for the one that belongs there: %s', async (_what, forge) => {
    await forge();
    mkdirSync(forged.book, { recursive: true });
    await putThere();
    const seals = await started();
    expect(seals.condition.fault?.kind).toBe('another');
    expect(seals.condition.fault?.sentence.vi).toContain(ORIGIN);
    expect(seals.condition.fault?.sentence.vi).toContain(record());
    await expect(seals.planRestore()).rejects.toMatchObject({ rule: 'log-undamaged' });
    expect(kept()).toBe(ORIGIN);
  });

  it('would go on unnoticed if nothing were kept beside the keys', async () => {
    await wellForged();
    await putThere();
    forget();
    expect((await started()).condition.fault).toBeNull();
    expect(kept()).toBe(OTHER);
  });

  it('is told where nobody is to look, and does not come to belong there by it', async () => {
    await wellForged();
    await putThere();
    expect((await started({ bootCheck: false })).condition.fault).toBeNull();
    expect(log.problems.join()).toContain('cả sổ đã bị thay');
    expect(kept()).toBe(ORIGIN);
  });

  it('is given no key of ours, also where nobody knows what belongs there', async () => {
    await unsealed();
    mkdirSync(forged.book);
    await putThere();
    forget();
    const seals = await started();
    expect(seals.keysToRecord({ signing: [], retired: [], restored: null })).toEqual([]);
    expect(readdirSync(log.book)).toEqual([]);
    expect(log.problems.join()).toContain('totrinh keys rotate');
  });
});

describe('a log belongs to its data directory', () => {
  it('start after start', async () => {
    expect(kept()).toBe(ORIGIN);
    expect((await started()).condition.fault).toBeNull();
  });

  it('as the one that goes on from it by a restore that was accepted here', async () => {
    await log.reopen();
    const seals = log.seals();
    seals.makeKey(OTHER);
    const previous = { origin: ORIGIN, checkpoint: null };
    const restored = { origin: OTHER, previous, size: 3, lost: { from: 3, to: null } };
    await log.store.append(sealStreamOf(OTHER), [newEvent('LogRestored', restored)], 0);
    expect((await log.sealing()).condition.fault).toBeNull();
    expect(kept()).toBe(OTHER);
  });

  it('as a new one where the place was emptied, which is told', async () => {
    for (const name of readdirSync(log.dataDir))
      rmSync(join(log.dataDir, name), { recursive: true });
    log.store = SqliteEventStore.open(log.file, { origin: OTHER });
    const seals = await log.sealing();
    expect(seals.condition.fault).toBeNull();
    expect(kept()).toBe(OTHER);
    expect(log.problems.join()).toContain(`trước đây là nơi của sổ ${ORIGIN}`);
  });

  it('whatever lies in other directories that have their keys in the same place', async () => {
    await started();
    const beside = await forged.sealing({ configDir: config() });
    expect(beside.condition.fault).toBeNull();
    expect(readdirSync(config()).filter((name) => name.startsWith('data-'))).toHaveLength(2);
  });

  it('as far as a process without keys can tell', async () => {
    await wellForged();
    await putThere();
    expect((await started({ signs: false })).condition.fault).toBeNull();
    expect(kept()).toBe(ORIGIN);
  });
});
