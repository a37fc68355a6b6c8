import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { generateSignerKey } from '#libs/log-format';

import { OfficeKeys } from '../testing/office.js';
import {
  inBatches,
  linesOf,
  logKey,
  sampleExport,
  signedCheckpoint,
  witnessKey,
  type Sample,
} from '../testing/sample-export.js';
import type { Trust } from './trust.js';
import { verifyLines } from './verify-export.js';

const trust: Trust = { log: [logKey], witnesses: [witnessKey], quorum: 1, held: [] };

let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  office = new OfficeKeys();
  sample = await sampleExport(6, office.keys, 2);
});
afterAll(() => office.close());

/** Those that do not cover the last events. */
const earlier = () => sample.checkpoints.filter(({ size }) => size < sample.log.head().size);

/** The log with its last checkpoint cosigned at this time. */
async function witnessedAt(seconds: number, witness = witnessKey) {
  const head = sample.log.head();
  const checkpoint = { size: head.size, note: signedCheckpoint(head, seconds, logKey, witness) };
  const { finding, summary } = await verifyLines(
    inBatches(await linesOf(sample.log, [...earlier(), checkpoint])),
    trust,
  );
  return { finding, witnessed: summary.witnessedEvents };
}

describe('the time at which a witness cosigned', () => {
  const now = () => Math.floor(Date.parse('2030-01-01T00:00:00Z') / 1_000);

  it('counts where it is one', async () => {
    const { size } = sample.log.head();
    expect(await witnessedAt(now())).toEqual({ finding: null, witnessed: size });
  });

  it.each([8_640_000_000_001, Number.MAX_SAFE_INTEGER])(
    'is none that has no date: %d is no cosignature',
    async (seconds) => {
      const { finding, witnessed } = await witnessedAt(seconds);
      expect([finding, witnessed]).toEqual([null, earlier().at(-1)?.size]);
    },
  );

  it('is told as of Việt Nam where an event was recorded after it', async () => {
    const { finding } = await witnessedAt(1);
    expect(finding).toMatchObject({
      check: 'window',
      sentence: {
        vi: expect.stringMatching(/ mà bên chứng kiến đã thấy lúc 01\/01\/1970 07:00:01\.$/),
        en: expect.stringContaining('seen by the witness at 1970-01-01T00:00:01.000Z.'),
      },
    });
  });

  it('is not that of somebody else', async () => {
    const stranger = generateSignerKey('kiem-tra.example/w2', 'cosignature');
    const { witnessed } = await witnessedAt(now(), stranger);
    expect(witnessed).toBe(earlier().at(-1)?.size);
  });
});
