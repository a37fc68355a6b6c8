import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { PrivateRedis } from '#libs/queues';

import { TestServer } from '../../libs/event-store/src/eventstoredb/testing/test-server.js';
import { Case, officersAt } from '../kit/cases.js';
import { communeId, consolidation } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService, serviceProgram } from '../kit/service.js';

interface Replayed {
  readonly slots: readonly object[];
  readonly position: number;
}

/** A server of the protocol, a Redis, and processes that share keys and nothing else. */
let server: TestServer;
let redis: PrivateRedis;
let shared: string;
let api: RunningService;
let proposalId: string;

const env = (runs: 'api' | 'worker', dataDir: string) => ({
  ...{ EVENT_STORE_URL: server.url, REDIS_URL: redis.socketPath, TOTRINH_RUNS: runs },
  ...{ TOTRINH_DATA_DIR: dataDir, TOTRINH_SHARED_DIR: shared },
  TOTRINH_KEK_FILE: `${shared}.kek`,
  ...(runs === 'worker' ? { TOTRINH_SEAL_KEY: join(`${shared}.config`, 'seal.key') } : {}),
});
const start = (runs: 'api' | 'worker', more: Readonly<Record<string, string>> = {}) => {
  const dataDir = newDirectory();
  return RunningService.start(dataDir, { ...env(runs, dataDir), ...more });
};
/** An operator beside the services, with a directory of its own. */
const operate = (...args: readonly string[]) => runCli(args, env('worker', newDirectory()));

beforeAll(async () => {
  server = await TestServer.start();
  redis = await PrivateRedis.start({ dataDir: newDirectory(), report: () => undefined });
  shared = newDirectory();
});
afterAll(async () => {
  await endPrograms();
  await redis.stop();
  await server.stop();
  removeDirectories();
});

describe('a log in an event store of its own', () => {
  it('has to be begun once, and by one', async () => {
    const early = serviceProgram(newDirectory(), env('api', newDirectory()));
    expect(await early.ended).toMatchObject({ code: 1 });
    expect(early.stderr).toContain('totrinh cluster set-up');
    expect(await operate('cluster', 'set-up')).toMatchObject({ code: 0 });
    const again = await operate('cluster', 'set-up');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('đã được mở')]);
  }, 120_000);

  it('is worked on by several processes: what one is told, another decides and a third does', async () => {
    await start('worker', { TOTRINH_DEMO: 'on' });
    await start('worker');
    api = await start('api');
    const other = await start('api');
    const one = await Case.draft(await officersAt(api.url), consolidation, communeId);
    proposalId = one.id;
    await one.submit();
    await one.receive();
    const elsewhere = one.at(await officersAt(other.url));
    for (const act of ['appraise', 'conclude', 'issue'] as const) await elsewhere[act]();
    expect(await elsewhere.settled()).toMatchObject({ status: 'enacted' });
    expect(await one.settled()).toMatchObject({ status: 'enacted' });
  }, 120_000);

  it('takes no other directory for the shared one, and makes none', async () => {
    const mistyped = `${shared}-x`;
    const wrong = { ...env('worker', newDirectory()), TOTRINH_SHARED_DIR: mistyped };
    const { code, stderr } = await serviceProgram(newDirectory(), wrong).ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining('TOTRINH_SHARED_DIR')]);
    expect(existsSync(mistyped)).toBe(false);
  }, 120_000);

  it('verifies, and is told of what is deleted on its server', async () => {
    const clean = await operate('verify', '--json');
    expect([clean.code, clean.stderr]).toEqual([0, expect.any(String)]);
    const replay = await operate(
      ...['replay', '--unit', communeId, '--as-of', '2024-12-31', '--json'],
    );
    expect((JSON.parse(replay.stdout) as Replayed).slots.length).toBeGreaterThan(0);
    server.node.log.delete(`proposal-${proposalId}`);
    const deleted = await operate('verify');
    expect(deleted.code).toBe(3);
    expect(deleted.stderr).toContain(`proposal-${proposalId}`);
  }, 120_000);
});
