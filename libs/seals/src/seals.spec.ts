import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openCheckpoint, parseVerifierKey } from '#libs/log-format';

import { CheckpointBook } from './checkpoint-book.js';
import { LastSealed } from './keys/last-sealed.js';
import type { Seals } from './seals.js';
import { ORIGIN, SampleLog } from './testing/sample-log.js';

let log: SampleLog;
beforeEach(() => {
  log = new SampleLog();
});
afterEach(() => log.remove());

const sealedSizes = () => [...new CheckpointBook(log.book).sizes()].reverse();

/** Resolves when a checkpoint covers so many events. */
async function sealed(seals: Seals, size: number): Promise<void> {
  while (seals.sealedSize < size) await new Promise((turn) => setImmediate(turn));
}

describe('the log is sealed', () => {
  it('every minute in which it has grown', async () => {
    const seals = await log.sealing();
    await log.append('proposal-1', 'ProposalDrafted');
    log.tick();
    await sealed(seals, 1);
    log.tick();
    await seals.sealNow();
    await log.append('proposal-1', 'ProposalSubmitted');
    log.tick();
    await sealed(seals, 2);
    expect(sealedSizes()).toEqual([1, 2]);
  });

  it('after 256 events, without a minute going by', async () => {
    const seals = await log.sealing();
    await log.appendMany(255);
    await seals.watch.stop(); // whatever it was handed has been looked at
    expect(sealedSizes()).toEqual([]);
    seals.watch.follow();
    await log.appendMany(1);
    await sealed(seals, 256);
    expect(sealedSizes()).toEqual([256]);
  });

  it.each(['DecisionIssued', 'ProposalWithdrawn', 'EnactmentRefused', 'ProposalEnacted'])(
    'at once after %s, which a queue brings',
    async (type) => {
      const seals = await log.sealing();
      const owed = new Promise((resolve) => seals.watch.onOwed(resolve));
      const position = await log.append('proposal-1', 'ProposalDrafted', type);
      expect(await owed).toMatchObject([{ kind: 'seal', subject: '1', revision: 1 }]);
      await seals.cover(position);
      expect(sealedSizes()).toEqual([2]);
      expect(seals.watch.owed()).toEqual([]);
    },
  );

  it('once, however often it is asked for', async () => {
    const seals = await log.sealing();
    const position = await log.append('proposal-1', 'DecisionIssued');
    await Promise.all([seals.cover(position), seals.cover(position), seals.sealNow()]);
    await seals.cover(position);
    expect(sealedSizes()).toEqual([1]);
  });

  it('also when it was killed between the decision and its seal', async () => {
    const first = await log.sealing();
    await log.append('proposal-1', 'ProposalDrafted');
    await first.sealNow();
    await log.append('proposal-1', 'DecisionIssued');
    // Nothing of the first one lives on: neither its queue nor what it kept in mind.
    await log.reopen();
    const second = log.seals();
    await second.check();
    const owed = new Promise((resolve) => second.watch.onOwed(resolve));
    second.watch.follow();
    expect(await owed).toMatchObject([{ kind: 'seal', subject: '1', revision: 1 }]);
    await log.begin(second);
    expect(sealedSizes()).toEqual([1, 2]);
  });

  it('with every key that signs while keys are exchanged', async () => {
    const seals = await log.sealing();
    const old = seals.keysToRecord({ signing: [], retired: [], restored: null });
    const added = seals.makeKey();
    seals.signWith({ signing: [...old, added], retired: [], restored: null });
    await log.append('proposal-1', 'ProposalDrafted');
    await seals.sealNow();
    const note = new CheckpointBook(log.book).latest()?.note ?? '';
    for (const vkey of [...old, added]) {
      const keys = { origin: ORIGIN, log: [parseVerifierKey(vkey)], witnesses: [] };
      expect(openCheckpoint(note, keys).checkpoint.size).toBe(1);
    }
  });

  it('and misses no key where it has one', async () => {
    expect((await log.sealing()).missingKey).toBeNull();
  });

  it('not without a key: it says so and goes on', async () => {
    const seals = log.seals();
    await seals.check();
    seals.signWith({ signing: ['a key that is not at hand'], retired: [], restored: null });
    await log.append('proposal-1', 'DecisionIssued');
    await seals.start();
    expect(readdirSync(log.book)).toEqual([]);
    expect(log.problems.join()).toContain('Không có khóa niêm phong');
    expect(log.problems).toContain(seals.missingKey?.vi);
    expect(seals.condition.fault).toBeNull();
  });

  it('and kept beside the key, whatever lies where the frontier is kept, which is told', async () => {
    const seals = await log.sealing();
    mkdirSync(join(log.book, 'frontier', 'x'), { recursive: true });
    const position = await log.append('proposal-1', 'DecisionIssued');
    await seals.cover(position);
    const key = join(log.root, 'config', `${seals.logId}.key`);
    expect(new LastSealed(key, ORIGIN).read()?.checkpoint.size).toBe(1);
    expect(log.problems.join()).toMatch(/EISDIR.*frontier/);
  });

  it('not where no checkpoint can be kept, which is told until one can be', async () => {
    const seals = await log.sealing();
    rmSync(log.book, { recursive: true });
    await log.append('proposal-1', 'ProposalDrafted');
    expect(seals.sealTrouble).toBeNull();
    await seals.sealNow();
    expect(seals.sealTrouble?.vi).toMatch(/^Không ghi được điểm niêm phong mới \(ENOENT\): /);
    mkdirSync(log.book);
    await seals.sealNow();
    expect([seals.sealTrouble, sealedSizes()]).toEqual([null, [1]]);
  });

  it('not when it has become another log under way', async () => {
    const seals = await log.sealing();
    await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted');
    await seals.sealNow();
    const shorter = { ...log.store.head(), size: 1 };
    log.store.head = () => shorter;
    await seals.sealNow();
    expect(seals.condition.fault?.kind).toBe('shorter');
    expect(sealedSizes()).toEqual([2]);
  });
});
