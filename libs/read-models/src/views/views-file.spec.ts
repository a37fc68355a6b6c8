import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { communeId } from '#libs/testing';

import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';
import { projections } from './projections.js';
import { ViewsFile } from './views-file.js';

describe('the file of the views', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = new Fixture();
    await recordSampleWorld(fixture.log);
  });
  afterEach(() => fixture.close());

  const written = async () => {
    const models = await fixture.caughtUp(fixture.open(fixture.file()));
    await models.stop();
  };

  it('is kept as long as nothing about the projections changes', async () => {
    await written();
    const views = new ViewsFile(fixture.file(), projections);
    expect(views.progress().position).toBe(fixture.log.position);
    views.sql.close();
  });

  it('begins anew when a projection writes something else or a table changes', async () => {
    const [first, ...others] = projections;
    if (!first) throw new Error('There are projections.');
    const changed = [
      { ...first, version: first.version + 1 },
      { ...first, tables: `${first.tables} CREATE TABLE accounts_more (id TEXT) STRICT;` },
    ];
    for (const projection of changed) {
      await written();
      const views = new ViewsFile(fixture.file(), [projection, ...others]);
      expect(views.progress().position).toBe(0);
      expect(views.sql.all('SELECT * FROM units')).toEqual([]);
      views.sql.close();
    }
    const models = await fixture.caughtUp(fixture.open(fixture.file()));
    expect(models.units.unit(communeId)).not.toBeNull();
  });

  it('of something else is refused and left as it was', () => {
    const foreign = new DatabaseSync(fixture.file());
    foreign.exec('CREATE TABLE events (id TEXT)');
    foreign.close();
    const before = readFileSync(fixture.file());
    expect(() => fixture.open(fixture.file())).toThrow('not a file of read models');
    expect(readFileSync(fixture.file()).equals(before)).toBe(true);
  });

  it('is open once at a time', async () => {
    await fixture.caughtUp(fixture.open(fixture.file()));
    expect(() => fixture.open(fixture.file())).toThrow('locked');
  });
});
