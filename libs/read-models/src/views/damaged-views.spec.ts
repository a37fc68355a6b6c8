import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { communeId } from '#libs/testing';

import { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';

describe('views that cannot be read', () => {
  let fixture: Fixture;
  let file: string;
  let told: string[];
  beforeEach(async () => {
    fixture = new Fixture();
    file = fixture.file();
    told = [];
    await recordSampleWorld(fixture.log);
    await (await fixture.caughtUp(fixture.open(file))).stop();
  });
  afterEach(() => fixture.close());

  async function openedAgain(): Promise<ReadModels> {
    const { store, keys } = fixture;
    const report = ({ message }: Error) => void told.push(message);
    return fixture.caughtUp(ReadModels.open({ file, store, keys, report }));
  }

  it.each<[string, () => void]>([
    ['no database', () => writeFileSync(file, 'Kính gửi: Ban Thường vụ\n'.repeat(500))],
    ['cut in half', () => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ])('as the file is %s are set aside, told, and made anew from the log', async (_how, damage) => {
    damage();
    const damaged = readFileSync(file);
    const models = await openedAgain();
    expect(models.units.unit(communeId)).not.toBeNull();
    await models.stop();
    expect(told).toEqual([expect.stringContaining(`${file}.damaged`)]);
    expect(readFileSync(`${file}.damaged`).equals(damaged)).toBe(true);
  });

  it('are the only ones: a whole file is kept', async () => {
    await (await openedAgain()).stop();
    expect([told, existsSync(`${file}.damaged`)]).toEqual([[], false]);
  });
});
