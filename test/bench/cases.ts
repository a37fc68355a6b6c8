import type { Actor, Instant, PlainDate } from '#libs/domain';

import { median, perSecond, print } from './figure.js';
import { ACTS, fiveActCase } from './five-act-case.js';
import { plainLoop } from './machine.js';
import { requestKey } from './request-key.js';
import type { InPlace, Workplace } from './workplace.js';

const actor: Actor = { accountId: 'bench', personId: 'bench', roles: [] };
const ROUNDS_OF_CASES = [
  { atOnce: 1, count: 500, target: 1_000 },
  { atOnce: 64, count: 6_000, target: 5_000 },
];
const HISTORIES = 1_000;

/** `scale` of the usual number of cases: a store elsewhere is slower. */
export async function measureCases(inPlace: InPlace, where = '', scale = 1): Promise<void> {
  for (const { atOnce, count, target } of ROUNDS_OF_CASES) {
    const value = await median(() =>
      inPlace((place) =>
        perSecond(count * scale, atOnce, (index) => wholeCase(place, `${place.run}.${index}`)),
      ),
    );
    print({
      name: `case of five commands, ${atOnce} at once${where} (baseline: five plain SQLite rows)`,
      value,
      baseline: (await plainLoop(atOnce)) / ACTS,
      unit: 'cases/s',
      ...(where === '' && { target }),
    });
  }
  const histories = await median(() =>
    inPlace(async (place) => {
      await perSecond(HISTORIES, 64, (index) => wholeCase(place, `${place.run}.${index}`));
      const startedAt = performance.now();
      for (let index = 0; index < HISTORIES; index++)
        await place.reader.load(fiveActCase, `${place.run}.${index}`);
      return performance.now() - startedAt;
    }),
  );
  print({
    name: `time to load 1,000 case histories${where}`,
    value: histories,
    unit: 'ms',
    ...(where === '' && { target: 50 }),
  });
}

async function wholeCase({ executor }: Workplace, id: string): Promise<void> {
  for (let step = 0; step < ACTS; step++) {
    const request = {
      commandId: requestKey(),
      body: { step },
      actor,
      expectedRevision: null,
      correlationId: id,
      causationId: null,
    };
    const at = new Date().toISOString() as Instant;
    const act = { type: 'Act', step, by: actor, at, on: '2020-11-18' as PlainDate } as const;
    await executor.execute(fiveActCase, id, request, () =>
      Promise.resolve({ command: act, policies: [] }),
    );
  }
}
