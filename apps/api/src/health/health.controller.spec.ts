import { describe, expect, it } from '@jest/globals';
import type { Response } from 'express';

import type { ReadModels } from '#libs/read-models';
import type { Seals } from '#libs/seals';

import type { Warnings } from '../service/warnings.js';
import type { WriteTrouble } from '../service/write-trouble.js';
import { HealthController } from './health.controller.js';

const seals = { condition: { fault: null } } as Seals;
const warnings = { now: () => Promise.resolve([]) } as unknown as Warnings;

async function readiness(views: Partial<ReadModels>, isAway = false) {
  let status = 200;
  const response = { status: (code: number) => (status = code) } as unknown as Response;
  const standing = { position: () => 7, failure: () => null, isHeldUp: () => false, ...views };
  const trouble = { lasts: () => Promise.resolve(isAway), sentence: { vi: 'Hãy xem ổ đĩa.' } };
  const controller = new HealthController(
    standing as unknown as ReadModels,
    seals,
    warnings,
    trouble as unknown as WriteTrouble,
  );
  return { ...(await controller.ready(response)), code: status };
}

describe('whether the service is ready', () => {
  it('is so while the views go on', async () => {
    expect(await readiness({})).toEqual({ code: 200, status: 'ok', position: 7 });
  });

  it('is not so while the views cannot be written', async () => {
    const answer = { code: 503, status: 'views-held-up', position: 7 };
    expect(await readiness({ isHeldUp: () => true })).toEqual(answer);
  });

  it('is not so while the storage cannot be written, which is why the views cannot be', async () => {
    const reason = 'Hãy xem ổ đĩa.';
    const answer = { code: 503, status: 'storage-away', position: 7, reason };
    expect(await readiness({}, true)).toEqual(answer);
    expect(await readiness({ isHeldUp: () => true }, true)).toEqual(answer);
  });

  it('is not so once the views have stopped, whatever else there is', async () => {
    const failure = () => ({ position: 8, error: new Error() });
    const answer = { code: 503, status: 'views-stopped', position: 8 };
    expect(await readiness({ failure, isHeldUp: () => true })).toEqual(answer);
  });
});
