import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { plainDate, type Instant, type Sentence } from '#libs/domain';
import { SqliteEventStore } from '#libs/event-store';
import type { MissingWitness } from '#libs/seals';

import { Warnings } from './warnings.js';

const actor = { accountId: '', personId: '', role: 'process', unitId: '' } as const;
const now = '2026-11-25T10:00:00.000Z' as Instant;

let dir: string;
let store: SqliteEventStore;
let missing: number;
let witnesses: MissingWitness[];
let missingKey: Sentence | null;
let sealTrouble: Sentence | null;
let ignoredFault: Sentence | null;
let told: string[];
let warnings: Warnings;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-warnings-'));
  [store, missing, told] = [SqliteEventStore.open(join(dir, 'log.db')), 0, []];
  [witnesses, missingKey, sealTrouble, ignoredFault] = [[], null, null, null];
  const keys = { missingSubjects: () => missing };
  const report = ({ message }: Error) => void told.push(message);
  const seals = {
    get missingWitnesses() {
      return witnesses;
    },
    get missingKey() {
      return missingKey;
    },
    get sealTrouble() {
      return sealTrouble;
    },
    get ignoredFault() {
      return ignoredFault;
    },
  };
  warnings = new Warnings({ store, keys, seals, clock: () => now, report });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const codes = async () => (await warnings.now()).map(({ code }) => code);

/** Another process writes, by its own clock. */
async function recorded(time: string): Promise<void> {
  const event = {
    ...{ id: randomUUID(), type: 'UnitEstablished', version: 1, data: {} },
    effectiveOn: plainDate('2026-11-25'),
    recordedAt: `2026-11-25T${time}Z` as Instant,
    ...{ actor, commandId: randomUUID() },
    meta: { commandDigest: '0'.repeat(64), correlationId: '', causationId: null, policies: [] },
  };
  await store.append(`unit-${event.id}`, [event], 0);
}

describe('what somebody has to see to', () => {
  it('is that the log is damaged and written all the same, which the seals have told', async () => {
    ignoredFault = { vi: 'sổ bị sửa', en: 'changed' };
    expect(await codes()).toEqual(['log-damaged']);
    await warnings.tell();
    expect(told).toEqual([]);
  });

  it('is that no checkpoint can be kept, which the seals tell each time', async () => {
    sealTrouble = { vi: 'không ghi được', en: 'not kept' };
    expect(await codes()).toEqual(['seal-trouble']);
    await warnings.tell();
    expect(told).toEqual([]);
  });

  it('is that there is no key to seal with, which the seals have told already', async () => {
    missingKey = { vi: 'không có khóa', en: 'no key' };
    expect(await codes()).toEqual(['seal-key']);
    await warnings.tell();
    expect(told).toEqual([]);
  });

  it('is nothing in an empty log', async () => {
    expect(await codes()).toEqual([]);
  });

  it('is nothing while the clocks of all who write are nearly the same', async () => {
    for (const time of ['09:59:59.000', '10:00:02.000']) {
      await recorded(time);
      expect(await codes()).toEqual([]);
    }
  });

  it('is the clock when the newest event is of a moment that is still to come', async () => {
    await recorded('10:00:02.001');
    const [warning] = await warnings.now();
    expect(warning?.code).toBe('clock-behind');
    expect(warning?.sentence.vi).toContain('25/11/2026 17:00:02');
  });

  it('is that keys are missing', async () => {
    missing = 3;
    const [warning] = await warnings.now();
    expect(warning?.code).toBe('keys-missing');
    expect(warning?.sentence.vi).toContain('thiếu khóa của 3 người hoặc hồ sơ');
  });

  it('is that a witness does not know the log', async () => {
    witnesses = [{ name: 'kiem-tra', isStranger: true, since: null, why: 'HTTP 404' }];
    const [warning] = await warnings.now();
    expect(warning?.code).toBe('witness-strange');
    expect(warning?.sentence.vi).toMatch(/^Bên chứng kiến kiem-tra không biết sổ này: /);
  });

  it('is each witness that does not cosign, since when and why, which the seals have told', async () => {
    const away = { isStranger: false, why: 'không trả lời trong thời hạn' };
    witnesses = [
      { ...away, name: 'kiem-tra', since: '2026-11-25T09:00:00.000Z' as Instant },
      { ...away, name: 'thanh-tra', since: null },
    ];
    await warnings.tell();
    expect([await codes(), told]).toEqual([['witness-missing', 'witness-missing'], []]);
    const sentences = (await warnings.now()).map(({ sentence }) => sentence.vi.split('. ')[0]);
    expect(sentences).toEqual([
      'Bên chứng kiến kiem-tra không xác nhận sổ; lần cuối 25/11/2026 16:00:00: không trả lời trong thời hạn',
      'Bên chứng kiến thanh-tra chưa xác nhận điểm niêm phong nào gần đây: không trả lời trong thời hạn',
    ]);
  });

  it('is told once, and again when it comes back', async () => {
    missing = 1;
    await warnings.tell();
    await recorded('10:00:09.000');
    await warnings.tell();
    await warnings.tell();
    expect(told).toEqual([expect.stringContaining('keys.db'), expect.stringContaining('Đồng hồ')]);
    missing = 0;
    await warnings.tell();
    missing = 1;
    await warnings.tell();
    expect(told).toHaveLength(3);
  });
});

describe('a queue that is away', () => {
  it('is a warning until it is back, and not told a second time', async () => {
    let isAway = true;
    warnings.watchQueue(() => isAway);
    expect(await codes()).toEqual(['queue-away']);
    await warnings.tell();
    expect(told).toEqual([]);
    isAway = false;
    expect(await codes()).toEqual([]);
  });
});
