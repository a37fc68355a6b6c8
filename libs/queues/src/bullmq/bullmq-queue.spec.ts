import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';

import { KINDS, obligationQueueContract, QUICK_ATTEMPTS } from '../contract/queue-contract.js';
import { QueueUnavailable } from '../port.js';
import { PrivateRedis } from '../redis/private-redis.js';
import { BullmqQueue } from './bullmq-queue.js';

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'queues-'));
const ignore = () => undefined;
let redis: PrivateRedis;

beforeAll(async () => {
  redis = await PrivateRedis.start({ dataDir, report: ignore });
});
afterAll(async () => {
  await redis.stop();
  rmSync(dataDir, { recursive: true });
});

describe('BullmqQueue', () => {
  let opened = 0;
  obligationQueueContract(() => openQueue(`contract-${(opened += 1)}`));

  it('keeps nothing but ids in Redis', async () => {
    const queue = await openQueue('ids');
    await queue.add([{ kind: 'enact', subject: 'case-7', revision: 3 }]);
    const client = new Redis({ path: redis.socketPath });
    const job = await client.hgetall('ids:enactment:enact_case-7_3');
    client.disconnect();
    await queue.close();
    expect(job.name).toBe('enact');
    expect(JSON.parse(job.data ?? '')).toEqual({ kind: 'enact', subject: 'case-7', revision: 3 });
  });

  it('refuses at once when Redis is not there', async () => {
    const problems: Error[] = [];
    const queue = new BullmqQueue({
      address: { socketPath: path.join(dataDir, 'nobody.sock') },
      kinds: KINDS,
      report: (problem) => problems.push(problem),
    });
    const begun = performance.now();
    const obligation = { kind: 'enact', subject: 'case-7', revision: 3 };
    await expect(queue.add([obligation])).rejects.toThrow(QueueUnavailable);
    await expect(queue.ensure([obligation])).rejects.toThrow(QueueUnavailable);
    expect(performance.now() - begun).toBeLessThan(2000);
    await queue.close();
  });

  it('refuses within 2 s when Redis hangs, and goes on when it answers again', async () => {
    const queue = await openQueue('hanging');
    const obligation = { kind: 'enact', subject: 'case-8', revision: 1 };
    const pid = redis.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    const begun = performance.now();
    await expect(queue.add([obligation])).rejects.toThrow(QueueUnavailable);
    expect(performance.now() - begun).toBeLessThan(2000);
    process.kill(pid, 'SIGCONT');
    expect(await queue.ensure([obligation])).toBeLessThanOrEqual(1);
    await queue.close();
  });
});

async function openQueue(prefix: string): Promise<BullmqQueue> {
  const queue = new BullmqQueue({
    address: { socketPath: redis.socketPath },
    kinds: KINDS,
    attempts: QUICK_ATTEMPTS,
    prefix,
    report: ignore,
  });
  await new Promise<void>((resolve) => queue.onReady(resolve));
  return queue;
}
