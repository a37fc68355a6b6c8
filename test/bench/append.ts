import type { Instant, PlainDate } from '#libs/domain';
import type { NewEvent } from '#libs/event-store';

import { median, perSecond, print } from './figure.js';
import { plainLoop } from './machine.js';
import { requestKey } from './request-key.js';
import type { InPlace } from './workplace.js';

const ONE_BY_ONE = 3_000;
const GROUPED = 40_000;

/** `count` appends of one event, each to a stream of its own. */
export async function measureAppend(inPlace: InPlace, where = ''): Promise<void> {
  for (const [atOnce, count] of [
    [1, ONE_BY_ONE],
    [64, GROUPED],
  ] as const) {
    const value = await median(() =>
      inPlace(({ store, run }) =>
        perSecond(count, atOnce, (index) =>
          store.append(`bench-${run}.${index}`, [sampleEvent()], 0),
        ),
      ),
    );
    const baseline = await plainLoop(atOnce);
    print({
      name: `append, ${atOnce} at once${where} (baseline: plain SQLite)`,
      value,
      baseline,
      unit: 'events/s',
    });
  }
}

function sampleEvent(): NewEvent {
  return {
    id: requestKey(),
    type: 'StepAnswered',
    version: 1,
    effectiveOn: '2020-11-18' as PlainDate,
    recordedAt: '2026-11-23T08:00:00.000Z' as Instant,
    actor: {
      accountId: 'bantochuc',
      personId: 'p.bantochuc',
      role: 'organisation-commission',
      unitId: 'song-may',
    },
    commandId: requestKey(),
    data: { step: 'appraisal', answer: 'approve', reason: null, minutes: null },
    meta: {
      commandDigest: 'c'.repeat(64),
      correlationId: 'd2c7b1de-1111-5000-8000-000000000000',
      causationId: null,
      policies: [],
    },
  };
}
