import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FormatError, formatVerifierKey } from '#libs/log-format';

import { OfficeKeys } from '../testing/office.js';
import { logKey, ORIGIN, sampleExport, type Sample } from '../testing/sample-export.js';
import type { SealedMemory } from '../testing/sealed-memory.js';
import { verifyLines } from '../verify/verify-export.js';
import { liveLines, liveSource } from './live-log.js';

const RESTORED = 'so-noi-vu.example/totrinh/0002';
/** By its place. */
const UNREADABLE = 4;
const trust = { log: [logKey], witnesses: [], quorum: 0, held: [] };

let folder: string;
let office: OfficeKeys;
let sample: Sample;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'totrinh-live-'));
  office = new OfficeKeys();
  sample = await sampleExport(3, office.keys, 2);
});
afterAll(() => {
  office.close();
  rmSync(folder, { recursive: true });
});

describe('a restored log of which the last events are gone', () => {
  let log: SealedMemory;
  let left: number;
  beforeAll(async () => {
    ({ log } = await sampleExport(4, office.keys, 2));
    const { size, root } = log.head();
    left = size;
    log.head = () => ({ origin: RESTORED, size: left + 1, root });
  });

  it('is exported under the name and with the keys that its first event gives it', async () => {
    const { firstOrigin, keys } = await liveSource(log, folder);
    expect([firstOrigin, keys]).toEqual([ORIGIN, [formatVerifierKey(logKey)]]);
  });

  it('is found bad behind those that are left, and not at its first', async () => {
    const { finding } = await verifyLines(liveLines(log, folder), trust);
    expect(finding).toMatchObject({ endsEarly: true, place: { index: left } });
  });
});

describe('a restored log of which some event cannot be read', () => {
  it('is exported with the keys that stand before it', async () => {
    const { log } = await sampleExport(5, office.keys, 1);
    const { root, size } = log.head();
    log.head = () => ({ origin: RESTORED, size, root });
    const events = await log.readAll(0, UNREADABLE - 1);
    log.readAll = (after, limit) =>
      after + limit >= UNREADABLE
        ? Promise.reject(new FormatError('leaf', 'It is damaged.'))
        : Promise.resolve(events.slice(after, after + limit));
    const { firstOrigin, keys } = await liveSource(log, folder);
    expect([firstOrigin, keys]).toEqual([ORIGIN, [formatVerifierKey(logKey)]]);
  });
});

describe('a log that was never restored', () => {
  it('is exported under its name', async () => {
    const { firstOrigin } = await liveSource(sample.log, folder);
    expect(firstOrigin).toBe(ORIGIN);
  });
});
