import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { newDirectory, pathWith, removeDirectories, whereIs } from '../kit/directories.js';
import { endRedis, isAlive, redisOf, type RedisSeen } from '../kit/processes.js';
import { endPrograms } from '../kit/programs.js';
import {
  loggedIn,
  positionAt,
  reached,
  replayed,
  resultOf,
  runScenario,
  WHOLE,
} from '../kit/scenario.js';
import { RunningService } from '../kit/service.js';

const EMPTY = { TOTRINH_DEMO: 'off' } as const;
const DAYS = ['2019-06-30', '2021-01-01'];

let wholeDir: string;
/** What a run that nobody cuts off says, and what is replayed from it. */
let whole: readonly unknown[];

async function runToItsEnd(dataDir: string): Promise<readonly unknown[]> {
  const said: unknown[] = [{ ...resultOf(await runScenario(dataDir).ended), durationMs: null }];
  for (const day of DAYS) said.push(await replayed(dataDir, day));
  return said;
}

/** Resolves when so many cases are enacted. */
async function underWay(scenario: ReturnType<typeof runScenario>, dataDir: string, cases: number) {
  await reached(scenario, dataDir, await positionAt(wholeDir, cases));
}

beforeAll(async () => {
  wholeDir = newDirectory();
  await RunningService.start(wholeDir, EMPTY);
  whole = await runToItsEnd(wholeDir);
  await endPrograms();
}, 120_000);

let orphan: RedisSeen | null = null;

afterEach(async () => {
  await endPrograms();
  if (orphan) endRedis(orphan);
  orphan = null;
});

afterAll(removeDirectories);

describe('a programme that is cut off by a kill goes on as if nothing had been', () => {
  it('of the service, again and again', async () => {
    const dataDir = newDirectory();
    for (const cases of [0, 6, 15]) {
      const service = await RunningService.start(dataDir, EMPTY);
      const scenario = runScenario(dataDir);
      await underWay(scenario, dataDir, cases);
      await service.kill();
      const { code, stdout, stderr } = await scenario.ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/Mất kết nối với dịch vụ/);
    }
    const service = await RunningService.start(dataDir, EMPTY);
    expect(await runToItsEnd(dataDir)).toEqual(whole);
    await service.stop();
    expect(whole[0]).toMatchObject({ ok: true, ...WHOLE });
    expect(await loggedIn(dataDir)).toEqual(WHOLE);
  }, 120_000);

  it('of the command line, which was the service itself', async () => {
    const dataDir = newDirectory();
    const scenario = runScenario(dataDir);
    await underWay(scenario, dataDir, 9);
    await scenario.kill();
    expect(await runToItsEnd(dataDir)).toEqual(whole);
    expect(await loggedIn(dataDir)).toEqual(WHOLE);
  }, 120_000);

  it('of a service whose Redis lives on', async () => {
    const dataDir = newDirectory();
    // Without setpriv nothing ends Redis together with the service.
    const PATH = pathWith(whereIs('redis-server'));
    const service = await RunningService.start(dataDir, { ...EMPTY, PATH });
    orphan = redisOf(service.program.pid);
    const scenario = runScenario(dataDir);
    await underWay(scenario, dataDir, 4);
    await service.kill();
    await scenario.ended;
    expect(isAlive(orphan.pid)).toBe(true);

    await RunningService.start(dataDir, EMPTY);
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await runToItsEnd(dataDir)).toEqual(whole);
    await endPrograms();
    expect(await loggedIn(dataDir)).toEqual(WHOLE);
  }, 120_000);
});
