import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { generateSignerKey } from '#libs/log-format';

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
import { verdictWords } from './verdict-words.js';
import { verifyLines } from './verify-export.js';

const trust: Trust = { log: [logKey], witnesses: [], quorum: 0, held: [] };
const WRONG = 'Sự kiện sai nằm trong khoảng';

let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  office = new OfficeKeys();
  sample = await sampleExport(5, office.keys, 3);
});
afterAll(() => office.close());

async function wordsOn(lines: readonly string[]) {
  const verdict = await verifyLines(inBatches(lines), trust);
  return { finding: verdict.finding, words: verdictWords(verdict) };
}

describe('an export that was cut off at its end', () => {
  it('ends early: events are missing from there on, and none is wrong', async () => {
    const stated = sample.log.head().size;
    const signed = sample.checkpoints[0]?.size ?? 0;
    const lines = await linesOf(sample.log, sample.checkpoints.slice(0, 1));
    const { finding, words } = await wordsOn(lines.slice(0, -1));
    const held = stated - 1;
    expect(finding).toMatchObject({ check: 'completeness', endsEarly: true, since: signed });
    expect(finding?.place.index).toBe(held);
    expect(words).toContain(`các sự kiện từ thứ ${stated} trở đi bị thiếu.`);
    expect(words).toContain(
      `từ thứ ${signed + 1} đến thứ ${held} có trong tệp, nhưng chưa có điểm niêm phong`,
    );
    expect(words).toContain(
      `NOT INTACT at event ${stated}: The export ends early: it states ${stated} events and holds`,
    );
    expect(words).not.toContain(WRONG);
  });

  it('says no more where a checkpoint vouches for all that is left', async () => {
    const signed = sample.checkpoints[0]?.size ?? 0;
    const { finding, words } = await wordsOn(sample.lines.slice(0, signed + 2));
    expect(finding).toMatchObject({ endsEarly: true, since: signed, place: { index: signed } });
    expect(words.split('\n')).toHaveLength(3);
  });
});

describe('a checkpoint that nobody trusted has signed', () => {
  it('tells how many events it is over, and accuses none of those that are there', async () => {
    const stranger = generateSignerKey(ORIGIN, 'note');
    const [first, last] = [sample.checkpoints[0], sample.log.head()];
    const note = signedCheckpoint(last, 0, stranger);
    const lines = await linesOf(sample.log, [...(first ? [first] : []), { size: last.size, note }]);
    const whole = await wordsOn(lines);
    expect(whole.finding).toMatchObject({ check: 'signature', about: 'checkpoint' });
    expect(whole.words).not.toContain('Nó nói có');
    const { finding, words } = await wordsOn(lines.toSpliced(-2, 1));
    expect(finding).toMatchObject({ check: 'signature', about: 'checkpoint' });
    expect(words).toContain(`điểm niêm phong sau sự kiện thứ ${last.size - 1}.`);
    expect(words).toContain(`Nó nói có ${last.size} sự kiện, ở đây mới có ${last.size - 1}.`);
    expect(words).not.toContain(WRONG);
  });
});

describe('a line that is cut', () => {
  it('is behind the last event where all of them are there, and an event before', async () => {
    const { size } = sample.log.head();
    const cut = (lines: readonly string[]) => wordsOn(lines.with(-1, '{"checkpoint":'));
    const last = await cut(sample.lines);
    expect(last.finding).toMatchObject({ check: 'line', about: 'log', place: { index: size } });
    expect(last.words).toContain(`cuối sổ, sau sự kiện thứ ${size}.`);
    const event = await cut((await linesOf(sample.log, [])).slice(0, size));
    expect(event.words).toContain(`(line): sự kiện thứ ${size - 1}.`);
    expect(event.finding?.about).toBeUndefined();
  });
});

describe('an export of which nothing is missing', () => {
  it('is whole', async () => {
    expect((await wordsOn(sample.lines)).finding).toBeNull();
  });

  it('does not end early where its root is another one, or it holds more', async () => {
    const lines = await linesOf(sample.log, sample.checkpoints.slice(0, 1));
    const [header = '', ...rest] = lines;
    const { size } = sample.log.head();
    for (const changed of [
      header.replace(/"root":"[0-9a-f]{64}"/, `"root":"${'0'.repeat(64)}"`),
      header.replace(`"size":${size}`, `"size":${size - 1}`),
    ]) {
      const { finding, words } = await wordsOn([changed, ...rest]);
      expect(finding).toMatchObject({ check: 'completeness' });
      expect(finding?.endsEarly).toBeUndefined();
      expect(words).toContain(WRONG);
    }
  });
});
