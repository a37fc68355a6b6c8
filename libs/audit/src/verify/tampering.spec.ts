import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Dice } from '../testing/dice.js';
import { OfficeKeys } from '../testing/office.js';
import { inBatches, sampleExport, type Sample } from '../testing/sample-export.js';
import { attacks, type AttackName, type Tampered } from '../testing/tampering.js';
import { UnusableInput } from '../export/line-fault.js';
import { verifyLines, type Verdict } from './verify-export.js';

const MUTATIONS = Number(process.env.TOTRINH_TAMPER_RUNS ?? 600);
const SAMPLES = 6;
const names = Object.keys(attacks) as AttackName[];

let office: OfficeKeys;
let samples: Sample[];
beforeAll(async () => {
  office = new OfficeKeys();
  samples = [];
  for (let seed = 1; seed <= SAMPLES; seed++)
    samples.push(await sampleExport(seed, office.keys, 3));
});
afterAll(() => office.close());

describe('whatever is done to an export', () => {
  it.each(names)('is found: %s', async (name) => {
    for (let run = 0; run < MUTATIONS / names.length; run++) {
      const tampered = mutate(name, run);
      const verdict = await look(tampered);
      if (verdict === 'unusable') continue;
      expect({ name, run, found: verdict.finding !== null }).toEqual({ name, run, found: true });
      requireNamed(name, tampered, verdict);
    }
  });
});

describe('a check that is switched off lets through what it alone stops', () => {
  it.each<[AttackName, ...string[]]>([
    ['break a link, with every key', 'chain'],
    ['rewrite and chain anew', 'root'],
    ['sign anew with another key', 'signature'],
    ['sign anew with the stolen key', 'held-checkpoint'],
    ['sign anew without a witness', 'witness'],
    ['back-date what is added, with every key', 'clock', 'window'],
    ['use an id again, with every key', 'event-id'],
    ['use a command again, with every key', 'command-id'],
    ['edit a fact', 'leaf', 'chain', 'root', 'held-checkpoint', 'completeness'],
    [
      'truncate',
      'completeness',
      'held-checkpoint',
      'checkpoint-place',
      'signature',
      'witness',
      'keys',
    ],
  ])('%s, without %s', async (name, ...without) => {
    let escaped = 0;
    for (let run = 0; run < 20; run++) {
      const verdict = await look(mutate(name, run), without);
      if (verdict !== 'unusable' && verdict.finding === null) escaped += 1;
    }
    expect(escaped).toBeGreaterThan(0);
  });
});

function mutate(name: AttackName, run: number): Tampered {
  const dice = new Dice(names.indexOf(name) * 1_000_003 + run);
  return attacks[name](dice.pick(samples), dice);
}

async function look(
  { lines, trust }: Tampered,
  without: readonly string[] = [],
): Promise<Verdict | 'unusable'> {
  try {
    return await verifyLines(inBatches(lines), trust, { without });
  } catch (error) {
    if (error instanceof UnusableInput) return 'unusable';
    throw error;
  }
}

/** These leave their mark on the very event. */
const EXACTLY: ReadonlySet<AttackName> = new Set([
  'edit a fact',
  'edit who acted',
  'change a byte',
  'write it with white space',
  'write metadata in another order',
  'duplicate',
  'cut a line',
  'break a link, with every key',
  'use an id again, with every key',
  'use a command again, with every key',
  'back-date what is added, with every key',
]);
/** What is gone is missed, and what was moved is met, only at a later event. */
const FURTHER_ON: ReadonlySet<AttackName> = new Set(['delete', 'insert', 'swap', 'back-date']);

/** The event that is wrong, or the range that it must lie in. */
function requireNamed(name: AttackName, { firstBad }: Tampered, { finding }: Verdict): void {
  if (!finding) return;
  const { since, place, sentence, check } = finding;
  expect(sentence.vi && sentence.en).not.toBe('');
  expect(since).toBeLessThanOrEqual(place.index);
  if (EXACTLY.has(name)) expect([since, place.index]).toEqual([firstBad, firstBad]);
  if (check === 'signature') return; // of a checkpoint, wherever the events were changed
  expect(place.index).toBeGreaterThanOrEqual(firstBad);
  if (!FURTHER_ON.has(name)) expect(since).toBeLessThanOrEqual(firstBad);
}
