import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { plainDate, type Instant } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';
import { actors, communeId, hamletId, noonOn } from '#libs/testing';

import {
  otherCommuneId,
  recordSampleWorld,
} from '../../../read-models/src/testing/sample-world.js';
import { Auditor } from '../auditor.js';
import { caseId, RecordedLog } from '../testing/recorded-log.js';
import { logPages, PAGE_MAX, type LogRequest } from './log-page.js';

const everything: LogRequest = {
  ...{ since: null, until: null, asOf: null, actor: null, type: null, proposal: null, unit: null },
  ...{ after: 0, atPosition: null, limit: PAGE_MAX },
};

describe('the log', () => {
  const log = new RecordedLog();
  let all: readonly RecordedEvent[];
  beforeAll(async () => {
    await recordSampleWorld(log.log);
    await log.recordConsolidation();
    all = await log.events();
  });
  afterAll(() => log.close());

  const found = async (asked: Partial<LogRequest>) => {
    const { events } = await log.auditor.log({ ...everything, ...asked });
    return events.map(({ position }) => position);
  };
  const those = (matches: (event: RecordedEvent) => boolean) =>
    all.filter(matches).map(({ position }) => position);

  it('has no place beyond its end, and says where that is', async () => {
    const end = all.at(-1)?.position ?? 0;
    const auditor = new Auditor({ store: log.store, keys: log.keys, end: () => end });
    const { events } = await auditor.log({ ...everything, atPosition: end });
    expect(events).toHaveLength(Math.min(all.length, PAGE_MAX));
    const unitId = communeId;
    const beyond = { asOf: plainDate('2020-04-01'), knownAt: null, atPosition: end + 1 };
    const within = { ...beyond, atPosition: end };
    const when = { figure: 'slots', operator: '>', value: 0 } as const;
    for (const ask of [
      () => auditor.log({ ...everything, atPosition: end + 1 }),
      () => auditor.replay({ unitId, ...beyond, salaryOn: null }),
      () => auditor.diff({ unitId, before: within, after: beyond, salaryOn: null }),
      () => auditor.bisect({ unitId, ...beyond, when, by: 'event' }),
    ])
      await expect(ask()).rejects.toMatchObject({
        code: 'invalid',
        rule: 'position-recorded',
        sentence: { vi: `Sổ chưa có vị trí ${end + 1}: sự kiện cuối ở vị trí ${end}.` },
      });
  });

  const noon = noonOn('2020-03-16');
  const officer = actors['commune-officer'];
  const filters: readonly [string, Partial<LogRequest>, (event: RecordedEvent) => boolean][] = [
    ['since a moment', { since: noon }, ({ recordedAt }) => recordedAt >= noon],
    ['until a moment', { until: noon }, ({ recordedAt }) => recordedAt <= noon],
    [
      'in force by a day',
      { asOf: plainDate('2020-03-03') },
      ({ effectiveOn }) => effectiveOn <= '2020-03-03',
    ],
    [
      'by an account',
      { actor: officer.accountId },
      ({ actor }) => actor.accountId === officer.accountId,
    ],
    [
      'by a person',
      { actor: officer.personId },
      ({ actor }) => actor.personId === officer.personId,
    ],
    ['of a type', { type: 'StepOpened' }, ({ type }) => type === 'StepOpened'],
    ['after a position', { after: 20 }, ({ position }) => position > 20],
    ['up to a position', { atPosition: 20 }, ({ position }) => position <= 20],
    [
      'of a case',
      { proposal: caseId },
      ({ stream, meta }) => stream === `proposal-${caseId}` || meta.correlationId === caseId,
    ],
    [
      'of a hamlet',
      { unit: hamletId },
      ({ stream, data }) =>
        [`unit-${hamletId}`, `proposal-${caseId}`].includes(stream) || data.unitId === hamletId,
    ],
    [
      'of a commune',
      { unit: communeId },
      ({ stream }) =>
        ['unit', 'establishment'].some((category) => stream === `${category}-${communeId}`) ||
        /^(proposal|person)-/.test(stream),
    ],
    ['of a type in a commune', { type: 'StepOpened', unit: otherCommuneId }, () => false],
  ];

  it.each(filters)('finds events %s, and no other', async (_what, asked, matches) => {
    expect(await found(asked)).toEqual(those(matches));
  });

  it('finds something by every filter but the last', () => {
    const counts = filters.map(([, , matches]) => those(matches).length);
    expect(counts.slice(0, -1).every((count) => count > 0 && count < all.length)).toBe(true);
  });

  it('comes in pages that together are the whole', async () => {
    const { events, next } = await log.auditor.log({ ...everything, limit: 7 });
    expect(events).toHaveLength(7);
    expect(next).toBe(events.at(-1)?.position);
    let pages = 0;
    const ofSeven = (request: LogRequest) => {
      pages++;
      return log.auditor.log({ ...request, limit: Math.min(7, request.limit) });
    };
    const read: number[] = [];
    for await (const { position } of logPages(ofSeven, { ...everything, limit: 1_000 }))
      read.push(position);
    expect(read).toEqual(those(() => true));
    expect(pages).toBe(Math.ceil((all.length + 1) / 7));
  });

  it('ends at the limit', async () => {
    const read: number[] = [];
    const request = { ...everything, limit: 5, type: 'StepOpened' };
    for await (const { position } of logPages((page) => log.auditor.log(page), request))
      read.push(position);
    expect(read).toEqual(those(({ type }) => type === 'StepOpened').slice(0, 5));
  });

  it('keeps private texts closed', async () => {
    const { events } = await log.auditor.log({ ...everything, type: 'PersonRegistered' });
    expect(events[0]?.data.name).toEqual({ $private: events[0]?.data.personId });
    expect(JSON.stringify(events)).not.toMatch(/Nguyễn|"ct"/);
  });

  it('finds nothing at a moment before everything', async () => {
    expect(await found({ until: '2018-01-01T00:00:00.000Z' as Instant })).toEqual([]);
  });
});
