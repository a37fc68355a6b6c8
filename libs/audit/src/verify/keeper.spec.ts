import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { generateSignerKey, parseCheckpoint, parseNote, type SignerKey } from '#libs/log-format';

import { OfficeKeys } from '../testing/office.js';
import {
  inBatches,
  linesOf,
  logKey,
  ORIGIN,
  sampleExport,
  signedCheckpoint,
  type Sample,
} from '../testing/sample-export.js';
import type { Trust } from './trust.js';
import { verifyLines } from './verify-export.js';

/** The only key that the keeper has left; the log names `logKey`. */
const left = generateSignerKey(ORIGIN, 'note');
const keeper: Trust = { log: [left], witnesses: [], quorum: 0, held: [], isKeeper: true };

let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  office = new OfficeKeys();
  sample = await sampleExport(7, office.keys, 3);
});
afterAll(() => office.close());

/** With the last checkpoint signed by `last`, those before by the key that the log names. */
async function verified(last: SignerKey, trust: Trust) {
  const checkpoints = sample.checkpoints.map(({ size, note }, index, { length }) => {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    return { size, note: signedCheckpoint(checkpoint, 0, index === length - 1 ? last : logKey) };
  });
  return verifyLines(inBatches(await linesOf(sample.log, checkpoints)), trust);
}

describe('whoever was given the keys of another log', () => {
  it('is told of which, and of which log this is', async () => {
    const other = generateSignerKey('so-khac.example/totrinh/0002', 'note');
    const { finding } = await verified(logKey, { ...keeper, log: [other], isKeeper: false });
    expect(finding).toMatchObject({ check: 'signature', about: 'checkpoint' });
    const { vi, en } = finding?.sentence ?? { vi: '', en: '' };
    expect(vi).toContain(`Khóa đã đưa là của sổ ${other.name}, còn đây là sổ ${ORIGIN}:`);
    expect(en).toContain(`The keys given are of the log ${other.name}, and this is ${ORIGIN}:`);
  });

  it('is told of a signature where they are of this one', async () => {
    const { finding } = await verified(logKey, { ...keeper, isKeeper: false });
    expect(finding?.sentence.vi).toMatch(/^Điểm niêm phong không có chữ ký đúng/);
  });
});

describe('whoever keeps the keys', () => {
  it('takes what a retired key signed, where one of theirs signed after it', async () => {
    const { finding, summary } = await verified(left, keeper);
    expect([finding, summary.trustsOnFirstUse]).toEqual([null, false]);
  });

  it('finds a log of which another key that it names signed the last checkpoint', async () => {
    const { finding } = await verified(logKey, keeper);
    expect(finding).toMatchObject({ check: 'signature', about: 'log' });
    expect(finding?.sentence.vi).toContain('không do khóa niêm phong ở máy này ký');
  });

  it('takes no key that the log does not even name', async () => {
    const stranger = generateSignerKey(ORIGIN, 'note');
    const { finding } = await verified(stranger, keeper);
    expect(finding).toMatchObject({ check: 'signature', about: 'checkpoint' });
  });

  it('holds the log against what was sealed last, whoever signed it', async () => {
    const note = sample.checkpoints.at(-1)?.note ?? '';
    const { finding, summary } = await verified(left, { ...keeper, held: [note] });
    expect([finding, summary.heldEvents]).toEqual([null, summary.events]);
    const other = { ...parseCheckpoint(parseNote(note).text), root: Buffer.alloc(32) };
    const held = [signedCheckpoint(other, 0, logKey)];
    for (const log of [[left], []])
      expect((await verified(left, { ...keeper, log, held })).finding).not.toBeNull();
  });

  it('leaves an auditor with keys of their own as strict as before', async () => {
    const { finding } = await verified(left, { ...keeper, isKeeper: false });
    expect(finding).toMatchObject({ check: 'signature' });
  });
});
