import { obligationKinds, type Progress } from '#libs/application';
import { BullmqQueue, PrivateRedis } from '#libs/queues';
import { announceServer, operatorCredential } from '#libs/runtime';
import { minhHoa, vinhThinh, type World } from '#libs/scenarios';

import { Worker } from '../../../worker/src/worker.js';
import type { ServiceConfig } from '../config.js';
import { Worlds } from '../operator/worlds.js';
import { DemonstrationPolicy } from '../session/demonstration-policy.js';
import { openCore, type Core } from './core.js';
import { hasDemonstration, loadDemonstration } from './demonstration.js';
import { listen } from './http.js';
import { requirePlaceToListen } from './not-listening.js';
import { redisWords } from './redis-words.js';
import { WorkerShift, type Running as RunningWorker } from './worker-shift.js';

const LOOK_EVERY_MS = 30_000;

export interface ServiceOptions {
  /** Called while the demonstration district is being loaded. */
  readonly progress?: Progress;
  /** Called while a log that lies elsewhere is read for the first time: events so far. */
  readonly reading?: (done: number) => void;
  /** Problems that nobody waits for: one line each. */
  readonly report?: (problem: string) => void;
  readonly worlds?: readonly World[];
}

export interface Service {
  readonly url: string;
  /** Credential of the data directory's operator. */
  readonly operatorToken: string;
  /** Whether the demonstration district is there. */
  readonly hasDemonstration: boolean;
  stop(): Promise<void>;
}

/**
 * Starts API, worker and web in this process, with a private Redis unless one is named. What has
 * been started is stopped again when a later part fails, in the reverse order.
 */
export async function startService(
  config: ServiceConfig,
  options: ServiceOptions = {},
): Promise<Service> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    return await start(config, options, { stops, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Running {
  readonly stops: (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
}

async function start(
  config: ServiceConfig,
  options: ServiceOptions,
  { stops, stop }: Running,
): Promise<Service> {
  const { progress, report = () => undefined } = options;
  const { worlds = [minhHoa, vinhThinh().world], reading } = options;
  const core = await openCore(config, {
    report: ({ message }) => report(message),
    progress: reading,
  });
  stops.push(() => core.close());
  await requirePlaceToListen(config.host, config.port);
  const { condition } = core.seals;
  await core.seals.check();
  core.readModels.start();
  if (!condition.fault) await core.sealKeeping.begin();
  if (!condition.fault) await loadDemonstration(config.demonstration, core, progress);
  stops.push(keepLooking(core, report));
  if (config.runs.has('worker')) stops.push(await workWhileWritable(config, core, report));
  const operatorToken = await operatorCredential(config.dataDir);
  const demonstration = new DemonstrationPolicy(config.admitsDemonstration);
  const reportError = (error: unknown, id: string) => report(`${id} ${String(stackOf(error))}`);
  const api = await listen(
    { core, worlds: new Worlds(worlds), demonstration, operatorToken, report: reportError },
    config,
  );
  stops.push(() => api.close());
  await announceServer(config.dataDir, api.url);
  return { url: api.url, operatorToken, hasDemonstration: hasDemonstration(core), stop };
}

async function workWhileWritable(
  config: ServiceConfig,
  core: Core,
  report: (problem: string) => void,
): Promise<() => Promise<void>> {
  const { condition } = core.seals;
  const shift = new WorkerShift(() => startWorker(config, core, report));
  try {
    if (!condition.fault) await shift.begin();
  } catch (error) {
    await shift.end();
    throw error;
  }
  condition.onChange((fault) => void (fault ? shift.end() : shift.begin()));
  return () => shift.end();
}

/**
 * An erasure whose key could not be deleted at once, as the disk was full, is not forgotten; nor is
 * what somebody has to see to told at the start only.
 */
function keepLooking(core: Core, report: (problem: string) => void): () => Promise<void> {
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking
      .then(() => core.reconcileKeys())
      .then(() => core.warnings.tell())
      .then(() => core.writeTrouble.lasts())
      .then(() => undefined)
      .catch((error: unknown) => report(String(error)));
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    return looking;
  };
}

async function startWorker(
  { dataDir, redisUrl }: ServiceConfig,
  { readModels, desk, seals, warnings }: Core,
  report: (problem: string) => void,
): Promise<RunningWorker> {
  const reportProblem = (problem: Error) =>
    report(redisUrl === null ? problem.message : redisWords(problem, redisUrl));
  const redis = redisUrl ? null : await PrivateRedis.start({ dataDir, report: reportProblem });
  const address = redis ? { socketPath: redis.socketPath } : { url: redisUrl ?? '' };
  const queue = new BullmqQueue({
    address,
    kinds: obligationKinds,
    report: reportProblem,
    isSoleWorker: redis !== null,
  });
  warnings.watchQueue(() => queue.isAway);
  const worker = new Worker({ readModels, queue, desk, seals: seals.watch, report: reportProblem });
  worker.start();
  return {
    stop: async () => {
      warnings.watchQueue(() => false);
      await worker.stop();
      await redis?.stop();
    },
  };
}

function stackOf(error: unknown): unknown {
  return error instanceof Error ? error.stack : error;
}
