import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { AggregateReader } from '#libs/aggregates';
import { MemoryEventStore } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';

import { systemClock } from './clock.js';
import { DecisionContext } from './context.js';
import { Executor } from './executor.js';
import { SetUp } from './set-up/set-up.js';

let dir: string;
let keys: SubjectKeys;
let store: MemoryEventStore;
let context: DecisionContext;
let setUp: SetUp;

const establish = (unitId: string, level: 'commune' | 'district', parentId: string | null) =>
  setUp.perform('unit', unitId, `unit/${unitId}`, {
    ...{ type: 'EstablishUnit', unitId, level, name: unitId, parentId },
  });

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-context-'));
  keys = new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
  store = new MemoryEventStore();
  const reader = new AggregateReader(store, keys);
  context = new DecisionContext(reader);
  setUp = new SetUp(new Executor(reader, store, keys), systemClock);
  await establish('huyen', 'district', null);
});
afterEach(async () => {
  await store.close();
  keys.close();
  rmSync(dir, { recursive: true });
});

describe('the path of a unit', () => {
  const path = [
    { unitId: 'xa', level: 'commune' },
    { unitId: 'huyen', level: 'district' },
  ];

  it('is read from the log once', async () => {
    await establish('xa', 'commune', 'huyen');
    expect(await context.unitPath('xa')).toEqual(path);
    const reads = jest.spyOn(store, 'readStream');
    expect(await context.unitPath('xa')).toEqual(path);
    expect(reads).not.toHaveBeenCalled();
  });

  it('is empty for a unit that does not stand yet, and is found once it stands', async () => {
    expect(await context.unitPath('xa')).toEqual([]);
    await establish('xa', 'commune', 'huyen');
    expect(await context.unitPath('xa')).toEqual(path);
  });
});
