import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { writeCasesLog } from './cases-log.js';
import { print } from './figure.js';
import type { Rebuilt } from './rebuild-child.js';
import { inDirectory, workIn } from './workplace.js';

/** The design asks for a million; the default keeps the bench short. */
const EVENTS = Number(process.env.TOTRINH_BENCH_REBUILD_EVENTS ?? 200_000);
const SECONDS_A_MILLION_MAX = 300;
const MILLION = 1_000_000;
const MEGABYTE = 1_000_000;
const MEGABYTES_MAX = 512;
const CHILD = fileURLToPath(new URL('rebuild-child.js', import.meta.url));

/** All read models from nothing, over a log of whole cases, in a process of its own. */
export async function measureRebuild(): Promise<void> {
  await inDirectory(async (dir, kekFile) => {
    await workIn(dir, kekFile, (place) => writeCasesLog(place, EVENTS));
    const { events, seconds, peakBytes } = rebuild(dir, kekFile);
    const name = `rebuild all read models, ${events} events`;
    const target = Math.round(MILLION / SECONDS_A_MILLION_MAX);
    print({ name, value: events / seconds, unit: 'events/s', target });
    print({ name: 'rebuild, time', value: seconds, unit: 's' });
    const memory = { value: peakBytes / MEGABYTE, unit: 'MB', target: MEGABYTES_MAX };
    print({ name: 'rebuild, peak memory of the whole process', ...memory });
  });
}

function rebuild(dir: string, kekFile: string): Rebuilt {
  const args = [CHILD, dir, kekFile];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The rebuild ended with ${status ?? 'a signal'}: ${stderr}`);
  return JSON.parse(stdout) as Rebuilt;
}
