import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { RecordedEvent } from '#libs/event-store';

import { dump } from '../testing/dump.js';
import { Fixture } from '../testing/fixture.js';
import { recordRandomHistory, seeded } from '../testing/random-history.js';
import { recordSampleWorld } from '../testing/sample-world.js';
import { projections } from '../views/projections.js';
import { mayPass } from '../views/sql.js';
import { ViewsFile } from '../views/views-file.js';
import { Follower } from './follower.js';
import { Projector } from './projector.js';

const PATIENCE_MS = 10_000;

let fixture: Fixture;
let views: ViewsFile;
let follower: Follower;
let told: EventTarget;
let problems: string[];
beforeEach(async () => {
  fixture = new Fixture();
  await recordSampleWorld(fixture.log);
  [views, told, problems] = [new ViewsFile(fixture.file(), projections), new EventTarget(), []];
  const projector = new Telling(views, projections);
  follower = new Follower(fixture.store, views, projector, (problem) => {
    problems.push(problem.message);
    told.dispatchEvent(new Event('problem'));
  });
});
afterEach(async () => {
  await follower.stop();
  views.sql.close();
  await fixture.close();
});

class Telling extends Projector {
  override apply(events: readonly RecordedEvent[]): void {
    told.dispatchEvent(new Event('try'));
    super.apply(events);
  }
}

const allowPages = (count: number) => views.sql.exec(`PRAGMA max_page_count = ${count}`);
const pages = () => (views.sql.get('PRAGMA page_count') as { page_count: number }).page_count;

/** Views that have all that was recorded, in a file that has no room for more. */
async function fillUp(): Promise<void> {
  follower.start();
  await follower.waitFor(fixture.log.position, PATIENCE_MS);
  allowPages(pages());
}

describe('a file of the views that is full', () => {
  it('holds the views up, which go on by themselves once there is room', async () => {
    await fillUp();
    const before = fixture.log.position;
    const problem = once(told, 'problem');
    await recordRandomHistory(fixture.log, seeded(3), 200);
    const waited = follower.waitFor(fixture.log.position, PATIENCE_MS);
    await problem;
    expect(follower.failure).toBeNull();
    expect(follower.isHeldUp).toBe(true);
    expect(views.progress().position).toBeGreaterThanOrEqual(before);
    expect(views.progress().position).toBeLessThan(fixture.log.position);

    allowPages(100_000);
    expect(await waited).toBe(true);
    expect(follower.isHeldUp).toBe(false);
    const expected = new ViewsFile(':memory:', projections);
    new Projector(expected, projections).apply(await fixture.store.readAll(0, 10_000));
    expect(dump(views.sql)).toBe(dump(expected.sql));
    expected.sql.close();
  });

  it('is told once, however often it is tried', async () => {
    await fillUp();
    const first = once(told, 'problem');
    await recordRandomHistory(fixture.log, seeded(3), 200);
    await first;
    await once(told, 'try');
    expect(follower.isHeldUp).toBe(true);
    expect(problems).toEqual([expect.stringMatching(/^Chưa ghi được views\.db \(.*full\):/)]);
  });

  it('lets those who wait run out of time, and no sooner', async () => {
    await fillUp();
    const problem = once(told, 'problem');
    await recordRandomHistory(fixture.log, seeded(3), 200);
    await problem;
    expect(await follower.waitFor(fixture.log.position, 1)).toBe(false);
    const waited = follower.waitFor(fixture.log.position, PATIENCE_MS);
    allowPages(100_000);
    expect(await waited).toBe(true);
  });
});

describe('an event that cannot be applied', () => {
  it('stops the views, and is told once with its position', async () => {
    await fixture.log.append('unit-strange', { type: 'UnitPraised' });
    const { position } = fixture.log;
    const problem = once(told, 'problem');
    follower.start();
    await problem;
    expect(follower.failure).toMatchObject({ position });
    expect(follower.isHeldUp).toBe(false);
    expect(await follower.waitFor(position, PATIENCE_MS)).toBe(false);
    const [sentence] = problems;
    expect(sentence).toMatch(new RegExp(`^Các màn hình dừng lại .* vị trí ${position}, .*Praised`));
    expect(problems).toHaveLength(1);
  });
});

describe('what may pass', () => {
  it('is that somebody else holds the file', () => {
    const other = new DatabaseSync(fixture.file('other.db'));
    const holder = new DatabaseSync(fixture.file('other.db'));
    holder.exec('BEGIN EXCLUSIVE');
    expect(mayPass(errorOf(() => other.exec('BEGIN IMMEDIATE')))).toBe(true);
    holder.close();
    other.close();
  });

  it('is neither what the tables refuse nor what is no error of the file', () => {
    const refused = errorOf(() => views.sql.run('INSERT INTO progress (only_row) VALUES (2)'));
    expect(mayPass(refused)).toBe(false);
    expect(mayPass(new Error('full'))).toBe(false);
  });
});

function errorOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It should have failed.');
}
