import { Auditor, KeptRecords } from '#libs/audit';
import { addDays, type Instant, type PlainDate } from '#libs/domain';

import { percentile, print } from './figure.js';
import { communeIdOf, FIRST_DAY, writeStaffingLog, type LogSize } from './staffing-log.js';
import { inWorkplace } from './workplace.js';

/** By the environment, for other sizes: all events are staffing events of so many communes. */
const EVENTS = Number(process.env.TOTRINH_BENCH_EVENTS ?? 1_000_000);
const COMMUNES = Number(process.env.TOTRINH_BENCH_COMMUNES ?? 200);
const QUESTIONS = 2_000;
const DAY_MS = 86_400_000;
const LIMIT_MS = 50;

/**
 * Who held what in some commune on some day, half of them as known at some moment, in no order:
 * with records kept by the process, the first question of each commune included, and with each
 * record folded anew.
 */
export async function measureStaffingAsOf(): Promise<void> {
  const size = { communes: COMMUNES, events: EVENTS };
  await inWorkplace(async (place) => {
    const startedAt = performance.now();
    const lastDay = await writeStaffingLog(place, size);
    const seconds = (performance.now() - startedAt) / 1_000;
    print({ name: 'staffing log, written 500 at once', value: EVENTS / seconds, unit: 'events/s' });
    const records = new KeptRecords(place.reader);
    for (const [how, auditor] of [
      ['records kept', new Auditor({ ...place, records })],
      ['folded anew', new Auditor(place)],
    ] as const) {
      const times = await askAll(auditor, size, lastDay);
      const about = `staffing as of any date, ${EVENTS} events in ${COMMUNES} communes, ${how}`;
      print({ name: `${about}, p50`, value: percentile(times, 50), unit: 'ms' });
      print({ name: `${about}, p99`, value: percentile(times, 99), unit: 'ms', target: LIMIT_MS });
      print({ name: `${about}, longest`, value: percentile(times, 100), unit: 'ms' });
    }
    return 0;
  });
}

async function askAll(
  auditor: Pick<Auditor, 'replay'>,
  { communes }: LogSize,
  last: PlainDate,
): Promise<number[]> {
  const days = (Date.parse(last) - Date.parse(FIRST_DAY)) / DAY_MS;
  const random = numbers();
  const times: number[] = [];
  for (let n = 0; n < QUESTIONS; n++) {
    const unitId = communeIdOf(random(communes));
    const asOf = addDays(FIRST_DAY, 1 + random(days));
    const moment = `${addDays(FIRST_DAY, 1 + random(days))}T12:00:00.000Z`;
    const knownAt = n % 2 === 0 ? null : (moment as Instant);
    const startedAt = performance.now();
    await auditor.replay({ unitId, asOf, knownAt, atPosition: null, salaryOn: null });
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** The same in each run (a linear congruential generator). */
function numbers(): (below: number) => number {
  let state = 20_200_401;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
