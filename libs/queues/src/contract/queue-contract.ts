import type { Obligation } from '#libs/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { PermanentFailure, QueueUnavailable } from '../port.js';
import type { KindRegistry, ObligationQueue } from '../port.js';
import type { Attempts } from '../attempts.js';
import { ObservedWork } from './observed-work.js';

export const KINDS: KindRegistry = { 'open-step': 'steps', enact: 'enactment' };
/** Short enough to see the last attempt fail in a test. */
export const QUICK_ATTEMPTS: Attempts = { count: 3, firstDelayMs: 1 };

/** What every queue keeps. `open` answers an empty queue for `KINDS` with `QUICK_ATTEMPTS`. */
export function obligationQueueContract(open: () => ObligationQueue | Promise<ObligationQueue>) {
  const first: Obligation = { kind: 'open-step', subject: 'case-a', revision: 1 };
  const last: Obligation = { kind: 'enact', subject: 'case-z', revision: 9 };
  let queue: ObligationQueue;
  let work: ObservedWork;

  beforeEach(async () => {
    queue = await open();
    work = new ObservedWork();
  });
  afterEach(() => queue.close());

  /** Jobs of one queue begin in order, so nothing of the first can come after the marker. */
  const settled = async () => {
    const marker = { kind: 'open-step', subject: `marker-${work.handled.length}`, revision: 0 };
    await queue.add([marker]);
    await work.until(() => work.times(marker) === 1);
  };

  describe('add', () => {
    it('brings each obligation to the work with its ids and nothing else', async () => {
      const seen: Obligation[] = [];
      work.onHandle = (obligation) => void seen.push(obligation);
      queue.work(work);
      await queue.add([{ ...first, openedAt: 'now' } as Obligation, last]);
      await work.until(() => work.handled.length === 2);
      expect(seen).toEqual(expect.arrayContaining([first, last]));
    });

    it('runs an obligation once that was added twice', async () => {
      await queue.add([first, first]);
      await queue.add([first]);
      queue.work(work);
      await settled();
      expect(work.times(first)).toBe(1);
    });

    it('refuses a kind that no queue works', async () => {
      const unknown = { kind: 'unheard-of', subject: 'x', revision: 0 };
      await expect(queue.add([unknown])).rejects.toThrow(RangeError);
    });

    it('refuses after the close', async () => {
      await queue.close();
      await expect(queue.add([first])).rejects.toThrow(QueueUnavailable);
    });
  });

  describe('attempts', () => {
    it('tries a failed obligation again until it succeeds', async () => {
      work.onHandle = () => {
        if (work.times(first) < QUICK_ATTEMPTS.count) throw new Error('not yet');
      };
      queue.work(work);
      await queue.add([first]);
      await work.until(() => work.times(first) === QUICK_ATTEMPTS.count);
      await settled();
      expect(work.exhaustedBy).toEqual([]);
    });

    it('tells when the last attempt has failed, with its reason', async () => {
      work.onHandle = () => Promise.reject(new Error('out of order'));
      queue.work(work);
      await queue.add([first]);
      await work.until(() => work.exhaustedBy.length === 1);
      expect(work.times(first)).toBe(QUICK_ATTEMPTS.count);
      expect(work.exhaustedBy[0]).toEqual(['open-step_case-a_1', new Error('out of order')]);
    });

    it('does not try again after a permanent failure', async () => {
      work.onHandle = () => Promise.reject(new PermanentFailure('no such case'));
      queue.work(work);
      await queue.add([first]);
      await work.until(() => work.exhaustedBy.length === 1);
      expect(work.times(first)).toBe(1);
      expect(work.exhaustedBy[0]?.[1]).toBeInstanceOf(PermanentFailure);
    });
  });

  describe('ensure', () => {
    it('adds what is not there and leaves what waits alone', async () => {
      await queue.add([first]);
      expect(await queue.ensure([first, last])).toBe(1);
      queue.work(work);
      await work.until(() => work.times(last) === 1);
      await settled();
      expect(work.times(first)).toBe(1);
    });

    it('runs again what has failed for good, which add does not', async () => {
      work.onHandle = ({ subject }) => {
        if (subject === 'case-a') throw new PermanentFailure('closed office');
      };
      queue.work(work);
      await queue.add([first]);
      await work.until(() => work.exhaustedBy.length === 1);
      await queue.add([first]);
      await settled();
      expect(work.times(first)).toBe(1);

      expect(await queue.ensure([first])).toBe(1);
      await work.until(() => work.exhaustedBy.length === 2);
      expect(work.times(first)).toBe(2);
    });
  });

  it('waits in close for the work that runs', async () => {
    const { promise: gate, resolve: openGate } = Promise.withResolvers<undefined>();
    let hasEnded = false;
    work.onHandle = async () => {
      await gate;
      hasEnded = true;
    };
    queue.work(work);
    await queue.add([first]);
    await work.until(() => work.times(first) === 1);
    const closed = queue.close();
    openGate(undefined);
    await closed;
    expect(hasEnded).toBe(true);
  });
}
