import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Case, days, officersAt, type Officers } from '../kit/cases.js';
import type { CaseSeen } from '../kit/contract.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { askRedis, redisOf } from '../kit/processes.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { Visitor } from '../kit/visitor.js';

const content = appointment(candidate(1), vacant.radio);

let service: RunningService;
let officers: Officers;

beforeEach(async () => {
  service = await RunningService.start(newDirectory());
  officers = await officersAt(service.url);
}, 30_000);

afterEach(async () => {
  await endPrograms();
  removeDirectories();
});

/** A case whose first step is owed, while the Redis that should say so is not allowed to run. */
async function stuckCase(): Promise<{ one: Case; redisPid: number }> {
  const one = await Case.draft(officers, content, communeId);
  const { revision } = await one.settled();
  const { pid: redisPid } = redisOf(service.program.pid);
  process.kill(redisPid, 'SIGSTOP');
  const { position } = await officers.commune.tell(
    `${one.path}/submission`,
    { on: days.submitted },
    { revision },
  );
  one.sawActAt(position);
  const seen = await officers.commune.get<CaseSeen>(`${one.path}?minPosition=${position}`);
  expect(seen).toMatchObject({ status: 'moving', step: null });
  return { one, redisPid };
}

const emptyRedis = () => {
  const dir = join(service.dataDir, 'redis');
  rmSync(join(dir, 'appendonlydir'), { recursive: true });
};

describe('a case goes on', () => {
  it('when Redis is emptied between its steps', async () => {
    const one = await Case.draft(officers, content, communeId);
    await one.submit();
    for (const step of ['receive', 'appraise', 'conclude', 'issue'] as const) {
      expect(await askRedis(redisOf(service.program.pid), 'FLUSHALL')).toBe('+OK');
      await one[step]();
    }
    expect(await one.settled()).toMatchObject({ status: 'enacted' });
  });

  it('when Redis dies with all it knows while the case waits for its next step', async () => {
    const { one, redisPid } = await stuckCase();
    emptyRedis();
    process.kill(redisPid, 'SIGKILL');
    expect(await one.settled()).toMatchObject({ status: 'in-step', step: { key: 'reception' } });
    expect(redisOf(service.program.pid).pid).not.toBe(redisPid);
  });

  it('when the service dies, and Redis with all it knows, and both come back', async () => {
    const { one, redisPid } = await stuckCase();
    await service.kill();
    process.kill(redisPid, 'SIGKILL');
    emptyRedis();
    const { url } = await RunningService.start(service.dataDir);
    const commune = new Visitor(url, officers.commune.headers);
    expect(await one.settled(commune)).toMatchObject({ step: { key: 'reception' } });
  });
});
