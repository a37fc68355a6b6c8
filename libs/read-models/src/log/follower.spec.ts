import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { MemoryEventStore } from '#libs/event-store';
import { communeId } from '#libs/testing';

import { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { LogRecorder } from '../testing/log-recorder.js';
import { recordRandomHistory, seeded } from '../testing/random-history.js';
import { recordSampleWorld } from '../testing/sample-world.js';

const PATIENCE_MS = 10_000;

describe('following the log', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = new Fixture();
    await recordSampleWorld(fixture.log);
  });
  afterEach(() => fixture.close());

  it('lets readers wait for what they wrote', async () => {
    const models = fixture.open();
    const waited = models.waitFor(fixture.log.position, PATIENCE_MS);
    models.start();
    expect(await waited).toBe(true);
    expect(models.units.unit(communeId)).not.toBeNull();
    expect(await models.waitFor(fixture.log.position, 0)).toBe(true);
  });

  it('says when the time ran out', async () => {
    const models = await fixture.caughtUp();
    expect(await models.waitFor(fixture.log.position + 1, 1)).toBe(false);
  });

  it('tells of each change, until told to stop', async () => {
    const models = await fixture.caughtUp();
    const told: number[] = [];
    const changed = Promise.withResolvers<unknown>();
    const end = models.onChange((position) => {
      told.push(position);
      changed.resolve(undefined);
    });
    await fixture.log.append('something-else', {});
    await changed.promise;
    expect(told).toEqual([fixture.log.position]);
    end();
    await fixture.log.append('something-else', {});
    await models.waitFor(fixture.log.position, PATIENCE_MS);
    expect(told).toHaveLength(1);
  });

  it('goes on where the file left off', async () => {
    const first = await fixture.caughtUp(fixture.open(fixture.file()));
    const { position } = fixture.log;
    await first.stop();
    await fixture.log.append('something-else', {});
    const second = fixture.open(fixture.file());
    expect(second.position()).toBe(position);
    expect(second.units.unit(communeId)).not.toBeNull();
    await fixture.caughtUp(second);
    expect(second.position()).toBe(fixture.log.position);
  });

  it('begins anew when the log does not hold what the file has seen', async () => {
    await (await fixture.caughtUp(fixture.open(fixture.file()))).stop();
    const { keys } = fixture;
    const store = new MemoryEventStore();
    const other = new LogRecorder(store, keys);
    await other.append('something-else', {});
    const models = ReadModels.open({ file: fixture.file(), store, keys });
    expect(models.units.unit(communeId)).not.toBeNull();
    const changed = new Promise((resolve) => models.onChange(resolve));
    models.start();
    expect(await changed).toBe(1);
    expect(models.units.unit(communeId)).toBeNull();
    await models.stop();
    await store.close();
  });

  it('tells readers that it stopped, at which event', async () => {
    const models = fixture.open();
    await fixture.log.append('unit-strange', { type: 'UnitPraised' });
    const { position } = fixture.log;
    await fixture.log.append('something-else', {});
    const waited = models.waitFor(position + 1, PATIENCE_MS);
    models.start();
    expect(await waited).toBe(false);
    expect(models.failure()).toMatchObject({ position });
    expect(models.position()).toBe(position - 1);
    expect(await models.waitFor(position, PATIENCE_MS)).toBe(false);
    expect(await models.waitFor(position - 1, 0)).toBe(true);
    await expect(models.rebuild()).rejects.toThrow('UnitPraised');
  });

  it('rebuilds into the same answers, and goes on following', async () => {
    await recordRandomHistory(fixture.log, seeded(10), 200);
    const models = await fixture.caughtUp();
    const before = models.staffing.staffingPosition(communeId);
    await models.rebuild();
    expect(models.position()).toBe(fixture.log.position);
    expect(models.staffing.staffingPosition(communeId)).toEqual(before);
    await fixture.log.append('something-else', {});
    expect(await models.waitFor(fixture.log.position, PATIENCE_MS)).toBe(true);
  });

  it('rebuilds without having been started', async () => {
    const models = fixture.open();
    await models.rebuild();
    expect(models.position()).toBe(fixture.log.position);
    await fixture.log.append('something-else', {});
    expect(await models.waitFor(fixture.log.position, 1)).toBe(false);
  });

  it('ends those who wait when it is stopped', async () => {
    const models = await fixture.caughtUp();
    const waited = models.waitFor(fixture.log.position + 1, PATIENCE_MS);
    await models.stop();
    expect(await waited).toBe(false);
  });
});
