import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { RecordedEvent } from '#libs/event-store';
import {
  checkReceipt,
  generateSignerKey,
  parseProofFile,
  parseVerifierKey,
  sealStreamOf,
} from '#libs/log-format';
import type { ReceiptTrust } from '#libs/log-format';

import type { Seals } from './seals.js';
import { newEvent, ORIGIN, SampleLog } from './testing/sample-log.js';

let log: SampleLog;
let seals: Seals;
let trust: ReceiptTrust;
beforeEach(async () => {
  log = new SampleLog();
  seals = await log.sealing();
  trust = { log: keysHeld().map(parseVerifierKey), witnesses: [], quorum: 0 };
  await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted');
  await log.append('proposal-2', 'ProposalDrafted');
  await log.append('proposal-1', 'StepOpened', 'StepAnswered');
});
afterEach(() => log.remove());

const keysHeld = () => seals.keysToRecord({ signing: [], retired: [], restored: null });

async function event(stream: string, revision: number): Promise<RecordedEvent> {
  const [found] = await log.store.readStream(stream, revision, 1);
  if (!found) throw new Error(`${stream} has no event ${revision}.`);
  return found;
}

async function receiptOf(stream: string, revision: number): Promise<string> {
  return (await seals.receiptOf(await event(stream, revision))) ?? '';
}

describe('a receipt', () => {
  it('proves its event to whoever has the key of the log and nothing else', async () => {
    const { leaf, index, opened } = checkReceipt(await receiptOf('proposal-1', 3), trust);
    const { id } = await event('proposal-1', 3);
    expect({ index, size: opened.checkpoint.size }).toEqual({ index: 4, size: 5 });
    expect(leaf).toMatchObject({ log: ORIGIN, stream: 'proposal-1', rev: 3, id });
  });

  it('is given of each event, the first and the last of larger logs too', async () => {
    await log.appendMany(600);
    await log.append('proposal-1', 'DecisionIssued');
    for (const [stream, revision] of [
      ['proposal-1', 0],
      ['proposal-2', 0],
      ['proposal-1', 4],
    ] as const)
      expect(checkReceipt(await receiptOf(stream, revision), trust).leaf.stream).toBe(stream);
  });

  it('still proves it once the log has grown', async () => {
    const early = await receiptOf('proposal-2', 0);
    await log.appendMany(10);
    await seals.sealNow();
    expect(checkReceipt(early, trust).opened.checkpoint.size).toBe(5);
  });

  it('proves nothing when any byte of it is another', async () => {
    const receipt = Buffer.from(await receiptOf('proposal-1', 1));
    for (let at = 0; at < receipt.length; at += 3) {
      const changed = Buffer.from(receipt);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => checkReceipt(changed, trust)).toThrow();
    }
  });

  it('proves nothing to whoever trusts another key, or asks for a witness', async () => {
    const receipt = await receiptOf('proposal-1', 1);
    const stranger = generateSignerKey(ORIGIN, 'note');
    expect(() => checkReceipt(receipt, { ...trust, log: [stranger] })).toThrow('key');
    expect(() => checkReceipt(receipt, { ...trust, log: [] })).toThrow('is trusted');
    expect(() => checkReceipt(receipt, { ...trust, quorum: 1 })).toThrow('0 of 1 witnesses');
  });

  it('proves nothing of an event that it does not hold', async () => {
    const { index } = parseProofFile(await receiptOf('proposal-1', 1));
    const without = (await receiptOf('proposal-1', 1)).replace(/^extra .*\n/m, '');
    expect(index).toBe(1);
    expect(() => checkReceipt(without, trust)).toThrow('of which event');
  });

  it('is not given where nothing can be signed', async () => {
    seals.signWith({ signing: [], retired: [], restored: null });
    expect(await seals.receiptOf(await event('proposal-1', 1))).toBeNull();
  });
});

describe('a receipt of a log that was restored', () => {
  const SECOND = 'so-noi-vu.example/totrinh/0002';

  it('names the log as it was called when the event was recorded', async () => {
    const restored = newEvent('LogRestored', {
      origin: SECOND,
      previous: { origin: ORIGIN, checkpoint: null },
      ...{ size: 5, lost: { from: 5, to: null } },
    });
    seals.makeKey(SECOND);
    await log.store.append(sealStreamOf(SECOND), [restored], 0);
    await log.append('proposal-1', 'DecisionIssued');
    expect(log.store.head().origin).toBe(SECOND);
    await log.begin(seals);
    trust = { ...trust, log: keysHeld().map(parseVerifierKey) };

    const names = async (stream: string, revision: number) => {
      const { leaf, opened } = checkReceipt(await receiptOf(stream, revision), trust);
      return [leaf.log, opened.checkpoint.origin];
    };
    expect(await names('proposal-1', 3)).toEqual([ORIGIN, SECOND]);
    expect(await names('seal-0002', 0)).toEqual([SECOND, SECOND]);
    expect(await names('proposal-1', 4)).toEqual([SECOND, SECOND]);
    await log.reopen();
    const again = log.seals();
    await again.check();
    expect(again.condition.fault).toBeNull();
  });
});
