import { obligationId, type Obligation } from '#libs/domain';
import type { BulkJobOptions, Job } from 'bullmq';

import type { Attempts } from '../attempts.js';

const KEPT_COMPLETED = { age: 3600, count: 1000 };
const KEPT_FAILED = { age: 7 * 24 * 3600, count: 1000 };

/** Ids only: Redis keeps job data in clear text, and the truth about a case is in the log. */
export type ObligationJob = Job<Obligation, unknown>;

export interface JobToAdd {
  readonly name: string;
  readonly data: Obligation;
  readonly opts: BulkJobOptions;
}

export function jobOf({ kind, subject, revision }: Obligation, attempts: Attempts): JobToAdd {
  const data = { kind, subject, revision };
  return {
    name: kind,
    data,
    opts: {
      jobId: obligationId(data),
      attempts: attempts.count,
      backoff: { type: 'exponential', delay: attempts.firstDelayMs },
      removeOnComplete: KEPT_COMPLETED,
      removeOnFail: KEPT_FAILED,
    },
  };
}

export function obligationOf({ data: { kind, subject, revision } }: ObligationJob): Obligation {
  return { kind, subject, revision };
}
