import { obligationId, type Obligation } from '#libs/domain';
import { beforeEach, describe, expect, it } from '@jest/globals';

import { OpenCases } from './contract/open-cases.js';
import { KINDS } from './contract/queue-contract.js';
import { MemoryQueue } from './memory/memory-queue.js';
import { PermanentFailure } from './port.js';
import { Reconciler, type ReconcilerOptions } from './reconciler.js';

const NOW = Date.parse('2026-05-04T08:00:00Z');
const secondsAgo = (seconds: number) => new Date(NOW - seconds * 1000);

let cases: OpenCases;
let queue: MemoryQueue;
let problems: Error[];

beforeEach(() => {
  cases = new OpenCases();
  queue = new MemoryQueue({ kinds: KINDS });
  problems = [];
});

function reconciler(overrides: Partial<ReconcilerOptions> = {}): Reconciler {
  return new Reconciler({
    queue,
    work: cases.work,
    openObligations: cases.list,
    report: (problem) => void problems.push(problem),
    now: () => NOW,
    every: () => () => undefined,
    ...overrides,
  });
}

describe('while the queue can be reached', () => {
  it('adds what is open and has no live job', async () => {
    const [first] = cases.open(3);
    await queue.add([first as Obligation]);
    expect(await reconciler().reconcile()).toEqual({ added: 2, ranDirectly: 0 });
  });

  it('asks for at most 500 at a time', async () => {
    const sizes: number[] = [];
    const recording = new (class extends MemoryQueue {
      override ensure(obligations: readonly Obligation[]): Promise<number> {
        sizes.push(obligations.length);
        return super.ensure(obligations);
      }
    })({ kinds: KINDS });
    cases.open(1201);
    expect((await reconciler({ queue: recording }).reconcile()).added).toBe(1201);
    expect(sizes).toEqual([500, 500, 201]);
  });

  it('leaves overdue work to the queue', async () => {
    cases.open(1, secondsAgo(3600));
    await reconciler().reconcile();
    expect(cases.work.handled).toEqual([]);
  });
});

describe('while the queue is away', () => {
  beforeEach(() => queue.close());

  it('works what is overdue by more than 60 s, and nothing younger', async () => {
    const [overdue] = cases.open(1, secondsAgo(61));
    cases.open(1, secondsAgo(60));
    expect(await reconciler().reconcile()).toEqual({ added: 0, ranDirectly: 1 });
    expect(cases.work.handled).toEqual([obligationId(overdue as Obligation)]);
  });

  it('works one at a time, whoever asks how often', async () => {
    let running = 0;
    let most = 0;
    cases.open(5, secondsAgo(90));
    cases.work.onHandle = async (obligation) => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      cases.fulfil(obligation);
      running -= 1;
    };
    const subject = reconciler();
    await Promise.all([subject.reconcile(), subject.reconcile(), subject.reconcile()]);
    expect(most).toBe(1);
    expect(cases.work.handled).toHaveLength(5);
  });

  it('goes on after an obligation that fails, and tries it again in the next pass', async () => {
    const [bad] = cases.open(2, secondsAgo(90));
    cases.work.onHandle = (obligation) => {
      if (cases.work.times(bad as Obligation) === 1 && obligation.subject === bad?.subject)
        throw new Error('busy');
      cases.fulfil(obligation);
    };
    const subject = reconciler();
    await subject.reconcile();
    expect(problems).toHaveLength(1);
    await subject.reconcile();
    expect([...cases.effects.values()]).toEqual([1, 1]);
  });

  it('tells of a permanent failure as the queue would', async () => {
    cases.open(1, secondsAgo(90));
    cases.work.onHandle = () => Promise.reject(new PermanentFailure('no such case'));
    await reconciler().reconcile();
    expect(cases.work.exhaustedBy).toHaveLength(1);
    expect(problems).toEqual([]);
  });
});

describe('start and stop', () => {
  it('makes a pass at once and every 30 s', async () => {
    const timers: [number, () => void][] = [];
    const subject = reconciler({
      every: (ms, call) => {
        timers.push([ms, call]);
        return () => undefined;
      },
    });
    queue.work(cases.work);
    const [first] = cases.open(1);
    subject.start();
    await cases.work.until(() => cases.work.times(first as Obligation) === 1);
    const [, second] = cases.open(2);
    expect(timers[0]?.[0]).toBe(30_000);
    timers[0]?.[1]();
    await cases.work.until(() => cases.work.times(second as Obligation) === 1);
    await subject.stop();
  });

  it('makes no pass after the stop', async () => {
    const subject = reconciler();
    await subject.stop();
    cases.open(1);
    expect(await subject.reconcile()).toEqual({ added: 0, ranDirectly: 0 });
  });

  it('reports when the log cannot be asked, and lives on', async () => {
    let isDown = true;
    const subject = reconciler({
      openObligations: () => (isDown ? Promise.reject(new Error('log closed')) : cases.list()),
    });
    subject.start();
    await subject.reconcile().catch(() => undefined);
    expect(problems.map(({ message }) => message)).toContain('log closed');
    isDown = false;
    cases.open(1);
    expect((await subject.reconcile()).added).toBe(1);
    await subject.stop();
  });
});
