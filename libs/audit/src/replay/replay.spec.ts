import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { AggregateReader, everythingKnown } from '#libs/aggregates';
import { addDays, establishment, plainDate, type Instant } from '#libs/domain';
import {
  actors,
  communeId,
  districtId,
  hamletId,
  noonOn,
  provinceId,
  samplePolicy,
} from '#libs/testing';

import {
  firstDay,
  lastDay,
  recordRandomHistory,
  seeded,
} from '../../../read-models/src/testing/random-history.js';
import {
  otherCommuneId,
  recordSampleWorld,
} from '../../../read-models/src/testing/sample-world.js';
import { Auditor } from '../auditor.js';
import { RecordedLog } from '../testing/recorded-log.js';
import { KeptRecords } from './kept-records.js';
import { replayStaffing } from './replay-staffing.js';
import type { ReplayRequest } from './standing.js';
import { FoldedRecords } from './staffing-records.js';

const DAYS = 190;
const ROUNDS = 40;
const random = seeded(20_200_403);

const now: ReplayRequest = { unitId: communeId, asOf: lastDay, ...everythingKnown, salaryOn: null };

describe('a replay', () => {
  const log = new RecordedLog();
  let ends: readonly number[];
  beforeAll(async () => {
    await recordSampleWorld(log.log);
    await recordRandomHistory(log.log, random, 300);
    ends = (await log.events())
      .filter(({ stream }) => stream === `establishment-${communeId}`)
      .map(({ position }) => position);
    expect(ends.length).toBeGreaterThan(60);
  });
  afterAll(() => log.close());

  const anywhere = (): ReplayRequest => ({
    ...now,
    unitId: random(2) === 0 ? communeId : hamletId,
    asOf: addDays(firstDay, random(DAYS)),
    knownAt: random(2) === 0 ? null : noonOn(addDays(firstDay, random(DAYS))),
    atPosition: random(2) === 0 ? null : random((ends.at(-1) ?? 0) + 5),
  });

  it('is the same to the byte when it is done again', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const request = anywhere();
      const once = await replayStaffing(log.reader, request);
      expect(JSON.stringify(await replayStaffing(log.reader, request))).toBe(JSON.stringify(once));
    }
  });

  it('at a position is that of a log that ends there', async () => {
    for (const atPosition of ends.filter((_, index) => index % 12 === 0)) {
      const store = await log.beginning(atPosition);
      const shorter = new Auditor({ store, keys: log.keys });
      for (const unitId of [hamletId, provinceId]) {
        const request = { ...now, unitId, atPosition };
        const outcome = (auditor: Auditor) => auditor.replay(request).catch(String);
        expect(JSON.stringify(await outcome(log.auditor))).toBe(
          JSON.stringify(await outcome(shorter)),
        );
      }
    }
  });

  it('knows what the read models knew at the moment, whatever the clocks of writers said', async () => {
    const models = await log.caughtUp();
    for (let round = 0; round < ROUNDS; round++) {
      const request = { ...anywhere(), unitId: communeId, atPosition: null };
      const { asOf, knownAt } = request;
      const replayed = await replayStaffing(log.reader, request);
      const map = models.staffing.titleMap(communeId, { asOf, ...(knownAt && { knownAt }) });
      if (typeof replayed === 'string') expect(map?.whole?.slots).toBe(0);
      else expect(map?.whole).toEqual(replayed.figures);
    }
  });

  it('of a district or province is the sum of its communes, with either index of units', async () => {
    const models = await log.caughtUp();
    const whole = await log.auditor.replay(now);
    const { units } = models;
    for (const auditor of [log.auditor, new Auditor({ store: log.store, keys: log.keys, units })])
      for (const unitId of [districtId, provinceId])
        expect(await auditor.replay({ ...now, unitId })).toMatchObject({
          figures: whole.figures,
          events: whole.events,
          communes: [{ unitId: communeId, figures: whole.figures }],
          without: [{ unitId: otherCommuneId, why: 'no-establishment' }],
        });
  });

  it.each([
    ['a unit nobody knows', { unitId: 'xa-khac' }, 'unknown-unit'],
    ['a commune without staff', { unitId: otherCommuneId }, 'no-establishment'],
    ['a day before any rules', { asOf: plainDate('2018-12-31') }, 'no-rules'],
    ['a position before everything', { atPosition: 0 }, 'unknown-unit'],
    [
      'a moment before everything',
      { knownAt: '2018-01-01T00:00:00.000Z' as Instant },
      'unknown-unit',
    ],
  ] as const)('has no answer for %s', async (_what, wrong, rule) => {
    await expect(log.auditor.replay({ ...now, ...wrong })).rejects.toMatchObject({ rule });
  });
});

describe('kept records', () => {
  const log = new RecordedLog();
  beforeAll(() => recordSampleWorld(log.log));
  afterAll(() => log.close());

  it('are those folded anew, while the log grows and whatever is asked', async () => {
    const folded = new FoldedRecords(log.reader);
    const kept = new KeptRecords(log.reader);
    for (let round = 0; round < ROUNDS; round++) {
      await recordChurn(log, round, round + 1 + random(3));
      const known = {
        knownAt: random(3) === 0 ? noonOn(addDays(firstDay, random(DAYS))) : null,
        atPosition: random(3) === 0 ? random(log.log.position + 2) : null,
      };
      const [one, other] = await Promise.all([
        kept.of(communeId, known),
        kept.of(communeId, known),
      ]);
      expect(one).toEqual(await folded.of(communeId, known));
      expect(other).toEqual(one);
    }
    expect(await kept.of(otherCommuneId, everythingKnown)).toBeNull();
  });

  it('are folded on from the nearest kept state, also of a record of many thousands', async () => {
    const long = new RecordedLog();
    await recordSampleWorld(long.log);
    await recordChurn(long, 0, 1_300);
    const [folded, kept] = [new FoldedRecords(long.reader), new KeptRecords(long.reader)];
    for (const atPosition of [null, 40, 999, 1_000, 1_001, 1_050, 2_000, 2_060, 2_599])
      expect(await kept.of(communeId, { knownAt: null, atPosition })).toEqual(
        await folded.of(communeId, { knownAt: null, atPosition }),
      );
    const { state, history } = await long.reader.load(establishment, communeId);
    const [events, position] = [history.length, history.at(-1)?.position];
    expect(await folded.of(communeId, everythingKnown)).toEqual({ state, events, position });
    await long.close();
  });

  it('are read again once they were given up', async () => {
    const forgetful = new KeptRecords(log.reader, 1);
    const folded = await new FoldedRecords(log.reader).of(communeId, everythingKnown);
    expect(await forgetful.of(communeId, everythingKnown)).toEqual(folded);
    expect(await forgetful.of(communeId, everythingKnown)).toEqual(folded);
  });
});

/** One title changes hands over and over: two events a command, the same when done again. */
async function recordChurn({ log }: RecordedLog, first: number, end: number): Promise<void> {
  const details = { unitId: hamletId, slotId: `${hamletId}/thon-doi-truong`, personId: 'duong' };
  for (let n = first; n < end; n++) {
    const on = addDays(firstDay, Math.floor(n / 8));
    const kind = n % 2 === 0 ? ('appointment' as const) : ('relief' as const);
    const about = {
      communeId,
      decisionId: `qd-${n}`,
      proposalId: `hs-${n}`,
      subject: { kind, details },
    };
    const by = { by: actors.process, on, at: noonOn(addDays(on, n % 3)) } as const;
    const rules = samplePolicy;
    await log.ask(establishment, communeId, { type: 'EnactDecision', ...by, rules, ...about });
  }
}

describe('the reader', () => {
  it('reads a part of a stream', async () => {
    const log = new RecordedLog();
    await recordSampleWorld(log.log);
    const stream = `establishment-${communeId}`;
    const reader = new AggregateReader(log.store, log.keys);
    const whole = await reader.history(stream);
    expect(await reader.history(stream, 2, 5)).toEqual(whole.slice(2, 5));
    expect(await reader.history(stream, 5, 5)).toEqual([]);
    expect(await reader.history(stream, 3)).toEqual(whole.slice(3));
    await log.close();
  });
});
