import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { OfficeKeys } from '../testing/office.js';
import { fullTrust, inBatches, sampleExport } from '../testing/sample-export.js';
import { verifyLines } from './verify-export.js';

const HISTORIES = Number(process.env.TOTRINH_CLEAN_LOGS ?? 200);
const CASES = 4;

let office: OfficeKeys;
beforeAll(() => {
  office = new OfficeKeys();
});
afterAll(() => office.close());

describe('logs that nobody has touched', () => {
  it('verify, whatever was decided in them', async () => {
    const types = new Set<string>();
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const sample = await sampleExport(seed, office.keys, CASES);
      const { finding, summary } = await verifyLines(inBatches(sample.lines), fullTrust(sample));
      expect({ seed, finding }).toEqual({ seed, finding: null });
      expect(summary.witnessedEvents).toBe(summary.events);
      for (const line of sample.lines) types.add(/"type":"(\w+)"\}$/.exec(line)?.[1] ?? '');
    }
    expect([...types].sort()).toEqual(expect.arrayContaining(MET));
  }, 120_000);
});

/** What the random cases must have led to, for the above to say anything. */
const MET = [
  'ConcurrentTitleAssigned',
  'DecisionEnacted',
  'EnactmentRefused',
  'HolderAppointed',
  'HolderRelieved',
  'ProposalEnacted',
  'ProposalRevised',
  'ProposalWithdrawn',
  'StepAnswered',
];
