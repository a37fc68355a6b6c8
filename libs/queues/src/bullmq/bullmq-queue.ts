import { obligationId, type Obligation } from '#libs/domain';
import { Queue, type Job } from 'bullmq';
import type { Redis } from 'ioredis';

import { USUAL_ATTEMPTS, type Attempts } from '../attempts.js';
import { queueOf, QueueUnavailable } from '../port.js';
import type { KindRegistry, ObligationQueue, ObligationWork, QueueName } from '../port.js';
import { within } from '../time-limit.js';
import { clearWay } from './clear-way.js';
import { producerConnection, workerConnection, type RedisAddress } from './connection.js';
import { jobOf } from './job.js';
import { BullmqWorkers } from './workers.js';

const ANSWER_LIMIT_MS = 1500;
const DISCONNECT_LIMIT_MS = 500;
const USUAL_LOCK_MS = 60_000;

export interface BullmqQueueOptions {
  readonly address: RedisAddress;
  readonly kinds: KindRegistry;
  /** What goes wrong in the background; a lost connection is told once, not per attempt. */
  readonly report: (problem: Error) => void;
  readonly attempts?: Attempts;
  /** Jobs of one queue that run at a time in this process. */
  readonly concurrency?: number;
  /**
   * Nobody else works this Redis. A job that was taken before the connection last became ready, and
   * that does not run here, is then known to be abandoned, and `ensure` need not wait for its lock.
   */
  readonly isSoleWorker?: boolean;
  /** How long a job belongs to a worker that is not heard of any more. */
  readonly lockMs?: number;
  /** First part of every key in Redis. */
  readonly prefix?: string;
}

/** Obligations as BullMQ jobs, one job id per obligation. */
export class BullmqQueue implements ObligationQueue {
  readonly #options: BullmqQueueOptions;
  readonly #attempts: Attempts;
  readonly #prefix: string;
  readonly #producer: Redis;
  readonly #queues = new Map<QueueName, Queue<Obligation>>();
  #workers: BullmqWorkers | null = null;
  #readySince = Infinity;
  #isAway = false;
  #isClosing = false;

  constructor(options: BullmqQueueOptions) {
    this.#options = options;
    this.#attempts = options.attempts ?? USUAL_ATTEMPTS;
    this.#prefix = options.prefix ?? 'totrinh';
    this.#producer = producerConnection(options.address);
    this.#followConnection();
  }

  async add(obligations: readonly Obligation[]): Promise<void> {
    const groups = this.#byQueue(obligations);
    await this.#reach(async () => {
      for (const [name, group] of groups) await this.#addTo(name, group);
    });
  }

  async ensure(obligations: readonly Obligation[]): Promise<number> {
    const groups = this.#byQueue(obligations);
    return this.#reach(async () => {
      let added = 0;
      for (const [name, group] of groups) added += await this.#ensureIn(name, group);
      return added;
    });
  }

  work(work: ObligationWork): void {
    if (this.#workers) throw new Error('This queue is being worked already.');
    this.#workers = new BullmqWorkers({
      connection: workerConnection(this.#options.address),
      queues: [...new Set(Object.values(this.#options.kinds))],
      concurrency: this.#options.concurrency ?? 16,
      lockMs: this.#options.lockMs ?? USUAL_LOCK_MS,
      prefix: this.#prefix,
      work,
      report: this.#options.report,
    });
  }

  onReady(listener: () => void): void {
    this.#producer.on('ready', listener);
  }

  /** Whether the connection was lost, or could not be made, and is not back. */
  get isAway(): boolean {
    return this.#isAway;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#producer.removeAllListeners('ready');
    await this.#workers?.close();
    const closing = [...this.#queues.values()].map((queue) => queue.close());
    await within(DISCONNECT_LIMIT_MS, Promise.all(closing)).catch(() => undefined);
    this.#producer.disconnect();
  }

  async #addTo(name: QueueName, obligations: readonly Obligation[]): Promise<void> {
    const queue = await this.#queue(name);
    await queue.addBulk(obligations.map((obligation) => jobOf(obligation, this.#attempts)));
  }

  async #ensureIn(name: QueueName, obligations: readonly Obligation[]): Promise<number> {
    const queue = await this.#queue(name);
    const unlock = async (job: Job<Obligation>) => {
      if (!this.#isAbandoned(job)) return false;
      await this.#producer.del(`${queue.toKey(job.id ?? '')}:lock`);
      return true;
    };
    const free = await clearWay(queue, obligations.map(obligationId), unlock);
    const absent = obligations.filter((obligation) => free.has(obligationId(obligation)));
    if (absent.length > 0) await this.#addTo(name, absent);
    return absent.length;
  }

  /** A queue whose first contact failed stays broken for ever in BullMQ: it is made anew. */
  async #queue(name: QueueName): Promise<Queue<Obligation>> {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new Queue<Obligation>(name, {
      connection: this.#producer,
      prefix: this.#prefix,
    });
    queue.on('error', (error) => this.#reportUnlessAway(error));
    await queue.waitUntilReady();
    this.#queues.set(name, queue);
    return queue;
  }

  #byQueue(obligations: readonly Obligation[]): Map<QueueName, Obligation[]> {
    return Map.groupBy(obligations, ({ kind }) => queueOf(this.#options.kinds, kind));
  }

  async #reach<T>(commands: () => Promise<T>): Promise<T> {
    try {
      if (this.#producer.status !== 'ready') throw new Error('Redis is not connected.');
      return await within(ANSWER_LIMIT_MS, commands());
    } catch (cause) {
      throw new QueueUnavailable('The queue cannot be reached.', { cause });
    }
  }

  #isAbandoned({ id, processedOn = Infinity }: Job<Obligation>): boolean {
    if (!this.#options.isSoleWorker || this.#workers?.isRunning(id ?? '')) return false;
    return processedOn < this.#readySince;
  }

  #followConnection(): void {
    this.#producer.on('ready', () => {
      this.#readySince = Date.now();
      this.#isAway = false;
    });
    this.#producer.on('error', (error: Error) => {
      // A connection that was still being made when it was closed is no problem to anybody.
      if (!this.#isAway && !this.#isClosing) this.#options.report(error);
      this.#isAway = true;
    });
  }

  #reportUnlessAway(error: Error): void {
    if (this.#producer.status === 'ready') this.#options.report(error);
  }
}
