import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { plainDate } from '#libs/domain';
import { MemoryEventStore, type NewEvent } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';

import { eraseAsRecorded } from './erase-as-recorded.js';

const actor = { accountId: '', personId: '', role: 'process', unitId: '' } as const;

function event(type: string, data: NewEvent['data']): NewEvent {
  return {
    id: randomUUID(),
    ...{ type, version: 1, data },
    effectiveOn: plainDate('2020-01-02'),
    recordedAt: '2020-01-02T05:00:00.000Z' as NewEvent['recordedAt'],
    meta: {
      ...{ commandId: randomUUID(), commandDigest: '0'.repeat(64), actor },
      ...{ correlationId: '', causationId: null, policies: [] },
    },
  };
}

let dir: string;
let keys: SubjectKeys;
let store: MemoryEventStore;
const recordErasure = (subjectId: string, stream = `erasure-${subjectId}`) =>
  store.append(stream, [event('SubjectKeyErased', { subjectId })], 0);
const hasKey = (subject: string) => keys.kidsOf(subject).length > 0;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-erased-'));
  keys = new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
  store = new MemoryEventStore();
  for (const subject of ['p1', 'p2', 'p3']) await keys.forSealing(subject);
});
afterEach(async () => {
  await store.close();
  keys.close();
  rmSync(dir, { recursive: true });
});

describe('erasures that are in the log', () => {
  it('are carried out on the keys, and on no others', async () => {
    await recordErasure('p1');
    await store.append('unit-u1', [event('UnitEstablished', { subjectId: 'p2' })], 0);
    await recordErasure('p3', 'unit-u2'); // in no stream of ours
    await eraseAsRecorded(store, keys);
    expect(['p1', 'p2', 'p3'].map(hasKey)).toEqual([false, true, true]);
  });

  it('are read from where they were read to', async () => {
    await recordErasure('p1');
    const { position } = await store.append('unit-u1', [event('UnitEstablished', {})], 0);
    await eraseAsRecorded(store, keys);
    expect(keys.reconciledTo().position).toBe(position);
    await recordErasure('p2');
    await eraseAsRecorded(store, keys);
    expect(['p1', 'p2', 'p3'].map(hasKey)).toEqual([false, false, true]);
  });

  it('are all read again when the log is another one', async () => {
    await recordErasure('p1');
    keys.noteReconciled({ position: 1, eventId: randomUUID() });
    await eraseAsRecorded(store, keys);
    expect(hasKey('p1')).toBe(false);
  });

  it('are all read again when the log is shorter than it was', async () => {
    await recordErasure('p1');
    keys.noteReconciled({ position: 999, eventId: randomUUID() });
    await eraseAsRecorded(store, keys);
    expect(hasKey('p1')).toBe(false);
  });

  it('keep the subject from ever having a key', async () => {
    await recordErasure('never-sealed');
    await eraseAsRecorded(store, keys);
    await expect(keys.forSealing('never-sealed')).rejects.toThrow(/erased/);
  });

  it('are none in an empty log', async () => {
    await eraseAsRecorded(store, keys);
    expect(keys.reconciledTo()).toEqual({ position: 0, eventId: null });
  });
});
