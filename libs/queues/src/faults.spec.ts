import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { obligationId, type Obligation } from '#libs/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Worker } from 'bullmq';

import { BullmqQueue } from './bullmq/bullmq-queue.js';
import { OpenCases } from './contract/open-cases.js';
import { KINDS, QUICK_ATTEMPTS } from './contract/queue-contract.js';
import { Reconciler } from './reconciler.js';
import { PrivateRedis } from './redis/private-redis.js';
import { socketCommand } from './redis/socket-command.js';

const marker = { kind: 'open-step', subject: 'marker', revision: 0 };
const ignore = () => undefined;
let dataDir: string;
let redis: PrivateRedis;
let queue: BullmqQueue;
let cases: OpenCases;
let reconciler: Reconciler;

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'queue-faults-'));
  redis = await PrivateRedis.start({ dataDir, report: ignore });
  queue = await openQueue();
  cases = new OpenCases();
  reconciler = new Reconciler({
    queue,
    work: cases.work,
    openObligations: cases.list,
    report: ignore,
    every: () => ignore,
  });
});
afterEach(async () => {
  await reconciler.stop();
  await queue.close();
  await redis.stop();
  rmSync(dataDir, { recursive: true });
});

async function openQueue(isSoleWorker = true): Promise<BullmqQueue> {
  const opened = new BullmqQueue({
    address: { socketPath: redis.socketPath },
    kinds: KINDS,
    attempts: QUICK_ATTEMPTS,
    isSoleWorker,
    report: ignore,
  });
  await new Promise<void>((resolve) => opened.onReady(resolve));
  return opened;
}

const once = (count: number) => Array.from({ length: count }, () => 1);

describe('a queue that is emptied', () => {
  it('is filled again, and everything open is worked exactly once', async () => {
    await queue.add(cases.open(60));
    await socketCommand(redis.socketPath, 'FLUSHALL');
    await reconciler.reconcile();
    queue.work(cases.work);
    await cases.work.until(() => cases.effects.size === 60);
    expect([...cases.effects.values()]).toEqual(once(60));
    expect(cases.work.handled).toHaveLength(60);
  });

  it('loses its jobs where nobody reconciles (control)', async () => {
    await queue.add(cases.open(60));
    await socketCommand(redis.socketPath, 'FLUSHALL');
    queue.work(cases.work);
    await queue.add([marker]);
    await cases.work.until(() => cases.work.times(marker) === 1);
    expect(cases.effects.size).toBe(0);
  });

  it('is filled while it is being worked', async () => {
    await queue.add(cases.open(300));
    queue.work(cases.work);
    await cases.work.until(() => cases.work.handled.length > 40);
    await socketCommand(redis.socketPath, 'FLUSHALL');
    await reconciler.reconcile();
    await cases.work.until(() => cases.effects.size === 300);
    expect([...cases.effects.values()]).toEqual(once(300));
  });
});

describe('a failed job', () => {
  it('does not keep its obligation from being worked again', async () => {
    let isBroken = true;
    cases.work.onHandle = (obligation) => {
      if (isBroken) throw new Error('out of order');
      cases.fulfil(obligation);
    };
    const [obligation] = cases.open(1);
    if (!obligation) throw new Error('nothing opened');
    queue.work(cases.work);
    await queue.add([obligation]);
    await cases.work.until(() => cases.work.exhaustedBy.length === 1);
    isBroken = false;
    await queue.add([obligation]);
    await queue.add([marker]);
    await cases.work.until(() => cases.work.times(marker) === 1);
    expect(cases.effects.size).toBe(0); // adding alone does not help

    await reconciler.reconcile();
    await cases.work.until(() => cases.effects.size === 1);
  });
});

describe('a Redis that dies', () => {
  it('comes back by itself, and the work goes on', async () => {
    await queue.add(cases.open(300));
    queue.work(cases.work);
    reconciler.start();
    await cases.work.until(() => cases.work.handled.length > 40);
    process.kill(redis.pid ?? 0, 'SIGKILL');
    await cases.work.until(() => cases.effects.size === 300);
    expect([...cases.effects.values()]).toEqual(once(300));
  });

  it('is noticed by idle workers too', async () => {
    queue.work(cases.work);
    await queue.add([marker]);
    await cases.work.until(() => cases.work.times(marker) === 1);
    process.kill(redis.pid ?? 0, 'SIGKILL');
    reconciler.start();
    cases.open(10);
    await cases.work.until(() => cases.effects.size === 10);
  });

  it('does not hold up what is overdue while it is away', async () => {
    cases.open(10);
    await redis.stop();
    expect(await reconciler.reconcile()).toEqual({ added: 0, ranDirectly: 10 });
    expect([...cases.effects.values()]).toEqual(once(10));
    redis = await PrivateRedis.start({ dataDir, report: ignore });
  });

  it('gets what was opened meanwhile as soon as it is back', async () => {
    await redis.stop();
    queue.work(cases.work);
    cases.open(10, new Date());
    reconciler.start();
    await reconciler.reconcile();
    expect(cases.effects.size).toBe(0);
    redis = await PrivateRedis.start({ dataDir, report: ignore });
    await cases.work.until(() => cases.effects.size === 10);
  });
});

describe('a worker that dies with its job', () => {
  let obligation: Obligation;
  beforeEach(async () => {
    [obligation = marker] = cases.open(1);
    await queue.add([obligation]);
  });

  it('leaves it to the next one when the lock has run out, five times over', async () => {
    for (let death = 0; death < 5; death += 1) {
      const worker = await takeAndDie(1);
      const returned = new Promise((resolve) => worker.on('stalled', resolve));
      await worker.startStalledCheckTimer();
      await returned;
      await worker.close(true);
    }
    queue.work(cases.work);
    await cases.work.until(() => cases.effects.size === 1);
    expect(cases.work.exhaustedBy).toEqual([]);
  });

  it('leaves it at once to the only worker that is started after it', async () => {
    await (await takeAndDie(60_000)).close(true);
    await queue.close();
    queue = await openQueue();
    expect(await queue.ensure([obligation])).toBe(1);
    queue.work(cases.work);
    await cases.work.until(() => cases.effects.size === 1);
  });

  it('keeps it where others may be at work', async () => {
    await (await takeAndDie(60_000)).close(true);
    await queue.close();
    queue = await openQueue(false);
    expect(await queue.ensure([obligation])).toBe(0);
  });

  it('does not lose it while it runs here', async () => {
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    cases.work.onHandle = () => gate;
    queue.work(cases.work);
    await cases.work.until(() => cases.work.times(obligation) === 1);
    expect(await queue.ensure([obligation])).toBe(0);
    openGate(undefined);
  });

  /** Takes the job as a worker does and goes no further. */
  async function takeAndDie(lockDuration: number): Promise<Worker> {
    const connection = { path: redis.socketPath };
    const stalling = { lockDuration, stalledInterval: 5, maxStalledCount: 20 };
    const options = { connection, prefix: 'totrinh', autorun: false, ...stalling };
    const worker = new Worker('steps', null, options);
    expect((await worker.getNextJob('its token')).id).toBe(obligationId(obligation));
    return worker;
  }
});
