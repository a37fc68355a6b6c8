import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { everythingKnown } from '#libs/aggregates';
import { addDays, plainDate, type PlainDate, type StaffingFigures } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';
import { communeId, districtId, hamletId } from '#libs/testing';

import { recordRandomHistory, seeded } from '../../../read-models/src/testing/random-history.js';
import {
  otherCommuneId,
  recordSampleWorld,
} from '../../../read-models/src/testing/sample-world.js';
import { caseId, RecordedLog } from '../testing/recorded-log.js';
import { figureNames, holds, parseCondition, type Condition } from './condition.js';
import type { BisectRequest } from './request.js';

const when = (text: string): Condition => {
  const condition = parseCondition(text);
  if (!condition) throw new Error(`Not a condition: ${text}`);
  return condition;
};

const request: BisectRequest = {
  ...everythingKnown,
  ...{ unitId: communeId, when: when('partTimeOfficers <= 2'), asOf: null, by: 'event' },
};

describe('a bisection', () => {
  const log = new RecordedLog();
  beforeAll(async () => {
    await recordSampleWorld(log.log);
    await log.recordConsolidation();
  });
  afterAll(() => log.close());

  it('names the first event, its case and its decision', async () => {
    const asOf = plainDate('2020-06-01');
    const { found } = await log.auditor.bisect({
      ...request,
      when: when('concurrentHoldings >= 2'),
      asOf,
    });
    expect(found).toMatchObject({
      asOf,
      before: { partTimeOfficers: 4, concurrentHoldings: 0 },
      figures: { partTimeOfficers: 2, concurrentHoldings: 2 },
      events: [{ type: 'ConcurrentTitleAssigned', proposalId: caseId, decisionId: caseId }],
    });
    expect(found?.events[0]?.decisionNumber).toMatch(/^\d+-QĐ\/HU$/);
  });

  it('names the first legal day, and what took effect on it', async () => {
    const { found } = await log.auditor.bisect({
      ...request,
      ...{ when: when('concurrentHoldings >= 2'), by: 'day' },
    });
    expect(found).toMatchObject({ asOf: '2020-04-01', events: [{ decisionId: caseId }] });
  });

  it('finds a raise of the base salary, which no event of the record says', async () => {
    const asked = { ...request, by: 'day', when: when('allowance > 4000000') } as const;
    const { found } = await log.auditor.bisect(asked);
    expect(found).toMatchObject({ asOf: '2019-07-01', events: [] });
    expect(found?.before?.allowance).toBe(3_892_000);
  });

  it('names also where it last came to be so again, as while a unit is loaded it was', async () => {
    const asked = { ...request, asOf: plainDate('2020-06-01') };
    const { found, latest } = await log.auditor.bisect(asked);
    expect([found?.before, found?.figures.partTimeOfficers]).toEqual([null, 1]);
    expect(latest).toMatchObject({
      ...{ before: { partTimeOfficers: 4 }, figures: { partTimeOfficers: 2 } },
      events: [{ proposalId: caseId }],
    });
    const byDay = await log.auditor.bisect({ ...request, by: 'day' });
    expect([byDay.found?.asOf, byDay.latest]).toEqual(['2020-04-01', null]); // loaded on one day
  });

  it('names nothing more where it came to be so once, and is so still', async () => {
    const asked = { ...request, when: when('concurrentHoldings >= 2') };
    for (const by of ['event', 'day'] as const)
      expect((await log.auditor.bisect({ ...asked, by })).latest).toBeNull();
  });

  it('knows only what was on record', async () => {
    const asked = { ...request, when: when('concurrentHoldings >= 2') };
    const atPosition = (await log.events()).find(({ type }) => type === 'DecisionIssued')?.position;
    const { found } = await log.auditor.bisect({ ...asked, atPosition: atPosition ?? 0 });
    expect(found).toBeNull();
  });

  it('finds nothing where the figures never are so', async () => {
    const asked = { ...request, when: when('slots > 100') };
    expect((await log.auditor.bisect(asked)).found).toBeNull();
    expect((await log.auditor.bisect({ ...asked, by: 'day' })).found).toBeNull();
  });

  it.each([
    ['unknown-unit', 'xa-khac', 'not-found'],
    ['above-communes', districtId, 'invalid'],
    ['no-establishment', otherCommuneId, 'not-found'],
  ])('has no answer: %s', async (rule, unitId, code) => {
    const refusal = { rule, code };
    await expect(log.auditor.bisect({ ...request, unitId })).rejects.toMatchObject(refusal);
  });
});

describe('a bisection of a random history', () => {
  const log = new RecordedLog();
  const random = seeded(20_200_404);
  let appends: readonly RecordedEvent[];
  beforeAll(async () => {
    await recordSampleWorld(log.log);
    await recordRandomHistory(log.log, random, 700);
    const record = await log.reader.history(`establishment-${communeId}`);
    appends = record.filter(({ commandId }, index) => record[index + 1]?.commandId !== commandId);
  });
  afterAll(() => log.close());

  const rounds = Array.from({ length: 24 }, (_, index) => index);
  const foundAt = new Set<number>();

  it.each(rounds)('finds the event that replay after replay finds, %d', async (round) => {
    const asOf = addDays(plainDate('2020-01-05'), round * 7);
    for (const unitId of [communeId, hamletId]) {
      const asked = { ...request, unitId, asOf, when: await conditionOf(round, unitId, asOf) };
      const { found, latest } = await log.auditor.bisect(asked);
      const [first, ...again] = await turnsOf(asked);
      expect([asked.when, found?.events[0]?.id]).toEqual([asked.when, first?.id]);
      expect([asked.when, latest?.events[0]?.id]).toEqual([asked.when, again.at(-1)?.id]);
      if (found) foundAt.add(found.events[0]?.position ?? 0);
    }
  });

  it('found several', () => {
    expect(foundAt.size).toBeGreaterThan(5);
  });

  it.each(rounds)('finds the day that replay after replay finds, %d', async (round) => {
    const day = addDays(plainDate('2020-01-05'), round * 7);
    const condition = await conditionOf(round, communeId, day);
    const { found } = await log.auditor.bisect({ ...request, when: condition, by: 'day' });
    expect([condition, found?.asOf]).toEqual([condition, await firstDayOf(condition)]);
  });

  /** Something that is so at one time or another, as far as a figure of some replay goes. */
  async function conditionOf(round: number, unitId: string, day: PlainDate): Promise<Condition> {
    const event = appends[random(appends.length)];
    const figures = await figuresAt(unitId, day, event?.position ?? null);
    const figure = figureNames[(round + 2) % figureNames.length] ?? 'slots';
    const operator = (['=', '=', '=', '=', '<=', '>=', '<', '>', '!='] as const)[random(9)] ?? '=';
    return { figure, operator, value: figures?.[figure] ?? random(6) };
  }

  /** Asked for again and again: each replay is done once. */
  const replayed = new Map<string, Promise<StaffingFigures | null>>();

  function figuresAt(unitId: string, day: PlainDate, atPosition: number | null) {
    const key = [unitId, day, atPosition].join();
    const at = { unitId, asOf: day, knownAt: null, atPosition, salaryOn: null };
    const figures =
      replayed.get(key) ??
      log.auditor.replay(at).then(
        (answer) => answer.figures,
        () => null,
      );
    replayed.set(key, figures);
    return figures;
  }

  async function turnsOf({ unitId, when: condition, asOf }: BisectRequest) {
    const turns: RecordedEvent[] = [];
    let was = false;
    for (const event of appends) {
      const figures = await figuresAt(unitId, asOf ?? event.effectiveOn, event.position);
      const is = isSo(condition, figures);
      if (is && !was) turns.push(event);
      was = is;
    }
    return turns;
  }

  async function firstDayOf(condition: Condition): Promise<PlainDate | undefined> {
    for (let day = plainDate('2018-12-30'); day < '2021-08-01'; day = addDays(day, 1))
      if (isSo(condition, await figuresAt(communeId, day, null))) return day;
    return undefined;
  }
});

describe('a condition', () => {
  it.each(['partTimeOfficers <= 100', 'allowance>5', '  slots == 3 ', 'vacancies != 0'])(
    'is read: %s',
    (text) => expect(parseCondition(text)).not.toBeNull(),
  );

  it.each([
    '',
    'slots',
    'slots <=',
    'heads <= 3',
    'slots <= -1',
    'slots <= 1.5',
    'slots <= 1; x',
    'slots => 1',
    'constructor = 1',
  ])('is none: %j', (text) => expect(parseCondition(text)).toBeNull());
});

function isSo(condition: Condition, figures: StaffingFigures | null): boolean {
  return figures !== null && holds(condition, figures);
}
