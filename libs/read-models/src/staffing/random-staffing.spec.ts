import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  addDays,
  establishment,
  figuresOn,
  fold,
  inUnit,
  type EstablishmentEvent,
  type Instant,
  type StaffingPosition,
} from '#libs/domain';
import { communeId, hamletId, samplePolicy } from '#libs/testing';

import { factOf, type Fact } from '../log/fact.js';
import { Fixture } from '../testing/fixture.js';
import { firstDay, lastDay, recordRandomHistory, seeded } from '../testing/random-history.js';
import { recordSampleWorld } from '../testing/sample-world.js';

type Past = Fact<EstablishmentEvent>;

describe('staffing after random decisions', () => {
  let fixture: Fixture;
  beforeEach(() => {
    fixture = new Fixture();
  });
  afterEach(() => fixture.close());

  const history = async (): Promise<Past[]> =>
    (await fixture.store.readStream(`establishment-${communeId}`, 0, 10_000)).map(
      (recorded) => factOf(recorded) as Past,
    );

  it.each([1, 2, 3])('is what the decider folds, on every day (seed %i)', async (seed) => {
    await recordSampleWorld(fixture.log);
    await recordRandomHistory(fixture.log, seeded(seed), 300);
    const models = await fixture.caughtUp();
    const past = await history();
    expect(past.length).toBeGreaterThan(40);
    const position = fold(establishment, past);
    expect(models.staffing.staffingPosition(communeId)).toEqual(positionOf(position));
    for (let day = firstDay; day < lastDay; day = addDays(day, 1)) {
      const { slots, vacancies, partTimeOfficers, concurrentHoldings, allowance } =
        models.staffing.titleMap(hamletId, { asOf: day }) ?? {};
      expect({ slots, vacancies, partTimeOfficers, concurrentHoldings, allowance }).toEqual(
        figuresOn(inUnit(position, hamletId), samplePolicy, day),
      );
    }
  });

  it.each([4, 5])('is what the decider folded at every moment (seed %i)', async (seed) => {
    await recordSampleWorld(fixture.log);
    await recordRandomHistory(fixture.log, seeded(seed), 300);
    const models = await fixture.caughtUp();
    const past = await history();
    for (const knownAt of new Set(past.map(({ recordedAt }) => recordedAt))) {
      expect(models.staffing.staffingPosition(communeId, { knownAt })).toEqual(
        positionOf(fold(establishment, knownBy(past, knownAt))),
      );
    }
  });
});

/** The beginning of the stream that was recorded by then: a later event is not known before it. */
function knownBy(past: readonly Past[], moment: Instant): readonly Past[] {
  const end = past.findIndex(({ recordedAt }) => recordedAt > moment);
  return end === -1 ? past : past.slice(0, end);
}

function positionOf({ slots, holdings, officials }: StaffingPosition): StaffingPosition {
  return { slots, holdings, officials };
}
