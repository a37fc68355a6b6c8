import type { Obligation } from '#libs/domain';
import { UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';

import { PermanentFailure, type ObligationWork, type QueueName } from '../port.js';
import { within } from '../time-limit.js';
import { obligationOf, type ObligationJob } from './job.js';

/** A job whose worker died this often is given up by BullMQ; its usual 1 loses jobs for good. */
const STALLED_MAX = 20;
/** BullMQ waits this long after a failed command; its usual 15 s would idle after a reconnect. */
const RETRY_DELAY_MS = 250;
const CLOSE_LIMIT_MS = 20_000;

export interface WorkersOptions {
  /** Owned by the workers from here on. */
  readonly connection: Redis;
  readonly queues: readonly QueueName[];
  readonly concurrency: number;
  readonly lockMs: number;
  readonly prefix: string;
  readonly work: ObligationWork;
  readonly report: (problem: Error) => void;
}

/** One BullMQ worker for each queue. */
export class BullmqWorkers {
  readonly #options: WorkersOptions;
  readonly #workers: readonly Worker<Obligation>[];
  readonly #running = new Set<string>();

  constructor(options: WorkersOptions) {
    this.#options = options;
    options.connection.on('error', () => undefined); // told by the producer's connection
    this.#workers = options.queues.map((name) => this.#start(name));
  }

  isRunning(jobId: string): boolean {
    return this.#running.has(jobId);
  }

  /** Waits for running jobs only while Redis can be told how they ended. */
  async close(): Promise<void> {
    const { connection, report } = this.#options;
    const isAway = connection.status !== 'ready';
    const closing = this.#workers.map((worker) => worker.close(isAway));
    await within(CLOSE_LIMIT_MS, Promise.all(closing)).catch(report);
    connection.disconnect();
  }

  #start(name: QueueName): Worker<Obligation> {
    const { connection, concurrency, lockMs, prefix } = this.#options;
    const worker = new Worker<Obligation>(name, (job) => this.#run(job), {
      connection,
      prefix,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: STALLED_MAX,
      runRetryDelay: RETRY_DELAY_MS,
    });
    worker.on('error', (error) => this.#reportUnlessAway(error));
    worker.on('failed', (job, error) => {
      if (job && isExhausted(job, error)) void this.#tell(job, error);
    });
    return worker;
  }

  async #run(job: ObligationJob): Promise<void> {
    const id = job.id ?? '';
    this.#running.add(id);
    try {
      await this.#options.work.handle(obligationOf(job));
    } catch (error) {
      if (!(error instanceof PermanentFailure)) throw error;
      throw Object.assign(new UnrecoverableError(error.message), { cause: error });
    } finally {
      this.#running.delete(id);
    }
  }

  async #tell(job: ObligationJob, error: Error): Promise<void> {
    const reason = error.cause instanceof PermanentFailure ? error.cause : error;
    try {
      await this.#options.work.exhausted(obligationOf(job), reason);
    } catch (problem) {
      this.#options.report(problem as Error);
    }
  }

  #reportUnlessAway(error: Error): void {
    if (this.#options.connection.status === 'ready') this.#options.report(error);
  }
}

function isExhausted(job: ObligationJob, error: Error): boolean {
  return error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
}
