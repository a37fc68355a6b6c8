import type { Obligation } from '#libs/domain';
import type { Job, Queue } from 'bullmq';

/** Frees a job whose worker is known to be gone from that worker's lock; false when it is not. */
export type Unlock = (job: Job<Obligation>) => Promise<boolean>;

/**
 * Ids without a job that is going to run. A job that has ended would keep BullMQ from adding the
 * id again, and an abandoned one would wait for its lock to run out: both are removed.
 */
export async function clearWay(
  queue: Queue<Obligation>,
  ids: readonly string[],
  unlock: Unlock,
): Promise<ReadonlySet<string>> {
  const free = await Promise.all(ids.map((id) => clear(queue, id, unlock)));
  return new Set(ids.filter((_, index) => free[index]));
}

async function clear(queue: Queue<Obligation>, id: string, unlock: Unlock): Promise<boolean> {
  const state = await queue.getJobState(id);
  if (state === 'unknown') return true;
  if (state === 'active') {
    const job = await queue.getJob(id);
    if (!job || !(await unlock(job))) return false;
  } else if (state !== 'completed' && state !== 'failed') return false;
  await queue.remove(id);
  return true;
}
