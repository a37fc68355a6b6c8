import { cpSync, statSync, truncateSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { RecordedEvent } from '#libs/event-store';

import { dump } from '../testing/dump.js';
import { Fixture } from '../testing/fixture.js';
import { recordRandomHistory, seeded, type Random } from '../testing/random-history.js';
import { recordSampleWorld } from '../testing/sample-world.js';
import type { Projection } from '../views/projection.js';
import { projections } from '../views/projections.js';
import { ViewsFile } from '../views/views-file.js';
import { ProjectionStopped, Projector } from './projector.js';

describe('the projector', () => {
  let fixture: Fixture;
  let events: readonly RecordedEvent[];
  const opened: ViewsFile[] = [];
  beforeEach(async () => {
    fixture = new Fixture();
    await recordSampleWorld(fixture.log);
    await recordRandomHistory(fixture.log, seeded(7), 200);
    events = await fixture.store.readAll(0, 10_000);
  });
  afterEach(async () => {
    for (const views of opened.splice(0)) views.sql.close();
    await fixture.close();
  });

  const open = (file = ':memory:') => {
    const views = new ViewsFile(file, projections);
    opened.push(views);
    return views;
  };
  const rest = ({ position }: Projector) => events.filter((event) => event.position > position);
  const applyRest = (views: ViewsFile, random: Random, projector = projectorOf(views)) => {
    for (let left = rest(projector); left.length > 0; left = rest(projector))
      projector.apply(left.slice(0, 1 + random(60)));
    return dump(views.sql);
  };
  const allAtOnce = () => {
    const views = open();
    projectorOf(views).apply(events);
    return dump(views.sql);
  };

  it.each([1, 2, 3, 4])('writes the same rows in batches of any size (seed %i)', (seed) => {
    expect(applyRest(open(), seeded(seed))).toBe(allAtOnce());
  });

  it('goes on after a crash anywhere without missing or repeating an event', () => {
    const random = seeded(8);
    const expected = allAtOnce();
    const crashes: string[] = [];
    // What a crash leaves behind is what the files hold in the middle of things.
    const crash = () => {
      const crashed = fixture.file(`crash-${crashes.length}.db`);
      for (const part of ['', '-wal']) cpSync(fixture.file() + part, crashed + part);
      // In a power cut the last pages that were written may be missing.
      const size = statSync(`${crashed}-wal`).size;
      if (random(2) === 0) truncateSync(`${crashed}-wal`, Math.max(0, size - random(20_000)));
      crashes.push(crashed);
    };
    const views = open(fixture.file());
    const projector = projectorOf(
      views,
      crashing(() => random(5) === 0 && crash()),
    );
    for (let left = rest(projector); left.length > 0; left = rest(projector)) {
      projector.apply(left.slice(0, 1 + random(60)));
      crash();
    }
    expect(crashes.length).toBeGreaterThan(20);
    for (const file of crashes) expect(applyRest(open(file), random)).toBe(expected);
  });

  it('would repeat events if its progress were kept apart from its rows (control)', () => {
    const views = open();
    const projector = projectorOf(views);
    projector.apply(events.slice(0, 50));
    const before = views.progress().position;
    projector.apply(events.slice(50, 100));
    views.sql.run('UPDATE progress SET position = ?', before);
    expect(() => applyRest(views, seeded(9))).toThrow(ProjectionStopped);
  });

  it('stops at an event it cannot apply, with everything before it applied', () => {
    const views = open();
    const poisoned = events[42];
    const projector = projectorOf(views, {
      ...crashing(() => undefined),
      handlers: everyType((position) => {
        if (position === poisoned?.position) throw new Error('poison');
      }),
    });
    expect(() => projector.apply(events)).toThrow(
      expect.objectContaining({ name: 'ProjectionStopped', position: poisoned?.position }),
    );
    expect(projector.position).toBe(events[41]?.position);
    const expected = open();
    projectorOf(expected).apply(events.slice(0, 42));
    expect(dump(views.sql)).toBe(dump(expected.sql));
    expect(() => projector.apply(rest(projector))).toThrow(ProjectionStopped);
  });

  it('stops at an event type it does not know in a stream of ours', async () => {
    await fixture.log.append('proposal-strange', { type: 'ProposalPraised' });
    events = await fixture.store.readAll(0, 10_000);
    const projector = projectorOf(open());
    expect(() => projector.apply(events)).toThrow('ProposalPraised');
    expect(projector.position).toBe(fixture.log.position - 1);
  });

  it('stops at a version from the future', async () => {
    await fixture.log.append('unit-strange', { type: 'UnitEstablished', version: 2 });
    events = await fixture.store.readAll(0, 10_000);
    expect(() => projectorOf(open()).apply(events)).toThrow('Version 2');
  });

  it('passes over streams that are not ours', async () => {
    await fixture.log.append('something-else', {});
    events = await fixture.store.readAll(0, 10_000);
    const projector = projectorOf(open());
    projector.apply(events);
    expect(projector.position).toBe(fixture.log.position);
  });

  it('takes no event twice', () => {
    const projector = projectorOf(open());
    projector.apply(events.slice(0, 10));
    expect(() => projector.apply(events.slice(9, 20))).toThrow(ProjectionStopped);
    expect(projector.position).toBe(events[9]?.position);
  });
});

function projectorOf(views: ViewsFile, also?: Projection): Projector {
  return new Projector(views, also ? [...projections, also] : projections);
}

/** Called in the middle of a transaction, after the rows of every event. */
function crashing(at: (position: number) => unknown): Projection {
  return { name: 'crashing', version: 1, tables: '', handlers: everyType(at) };
}

function everyType(at: (position: number) => unknown): Projection['handlers'] {
  const types = projections.flatMap(({ handlers }) => Object.keys(handlers));
  const handler = ({ position }: { readonly position: number }) => void at(position);
  return Object.fromEntries(types.map((type) => [type, handler]));
}
