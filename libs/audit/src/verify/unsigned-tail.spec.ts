import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { OfficeKeys } from '../testing/office.js';
import { inBatches, linesOf, logKey, sampleExport, type Sample } from '../testing/sample-export.js';
import type { Trust } from './trust.js';
import { verdictWords } from './verdict-words.js';
import { verifyLines } from './verify-export.js';

const trust: Trust = { log: [logKey], witnesses: [], quorum: 0, held: [] };

let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  office = new OfficeKeys();
  sample = await sampleExport(5, office.keys, 3);
});
afterAll(() => office.close());

/** The log with all but its last checkpoints: what stands behind them is signed by nobody. */
const sealedUpTo = (count: number) => linesOf(sample.log, sample.checkpoints.slice(0, count));
const verified = async (lines: readonly string[], requireSigned: boolean) =>
  verifyLines(inBatches(lines), trust, { requireSigned });

describe('events behind the last checkpoint', () => {
  it('are told, and no finding, where nobody asks for more', async () => {
    const verdict = await verified(await sealedUpTo(1), false);
    expect(verdict.finding).toBeNull();
    expect(verdictWords(verdict)).toContain('chưa có điểm niêm phong nào bảo đảm');
  });

  it('are a finding at the first of them where every event must be signed', async () => {
    const signed = sample.checkpoints[0]?.size ?? 0;
    const verdict = await verified(await sealedUpTo(1), true);
    expect(verdict.finding).toMatchObject({ check: 'unsigned', since: signed });
    expect(verdict.finding?.place.index).toBe(signed);
    expect(verdict.summary).toMatchObject({ signedEvents: signed, events: sample.log.head().size });
    expect(verdictWords(verdict)).toContain('--require-signed');
  });

  it('are none where the last checkpoint is over the whole log', async () => {
    expect((await verified(sample.lines, true)).finding).toBeNull();
  });
});

it('a checkpoint whose line stands twice is counted once', async () => {
  const isEvent = (line: string) => line.includes('"type":"');
  const twice = sample.lines.flatMap((line, index) =>
    index === 0 || isEvent(line) ? [line] : [line, line],
  );
  const { finding, summary } = await verified(twice, true);
  const sizes = new Set(sample.checkpoints.map(({ size }) => size));
  expect([finding, summary.checkpoints]).toEqual([null, sizes.size]);
  expect(twice).toHaveLength(sample.lines.length + sample.checkpoints.length);
});

describe('a log with no checkpoint at all, its key taken from nowhere else', () => {
  it('is a finding from its first event on where every event must be signed', async () => {
    const firstUse = { ...trust, log: [] };
    const lines = await sealedUpTo(0);
    const unnamed = [(lines[0] ?? '').replace(/"keys":\[[^\]]*\]/, '"keys":[]'), ...lines.slice(1)];
    const options = { requireSigned: true, without: ['keys', 'signature'] };
    const { finding } = await verifyLines(inBatches(unnamed), firstUse, options);
    expect(finding).toMatchObject({ check: 'unsigned', since: 0, place: { index: 0 } });
  });
});
