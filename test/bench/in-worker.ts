import { loadWorld, obligationKinds } from '#libs/application';
import { BullmqQueue, PrivateRedis, type ObligationWork } from '#libs/queues';
import { minhHoa } from '#libs/scenarios';

import { readConfig } from '../../apps/api/src/config.js';
import { openCore, type Core } from '../../apps/api/src/service/core.js';
import { Worker } from '../../apps/worker/src/worker.js';
import { configOf, kekFileOf } from '../kit/directories.js';

/** How the work is looked at, without being changed. */
export type Observe = (work: ObligationWork) => ObligationWork;

/**
 * The parts of the service that a queue hop passes, in this process so that one clock sees both
 * ends: log, read models, a private Redis as the product starts it, the worker; no HTTP.
 */
export async function inWorker(
  dataDir: string,
  observe: Observe,
  work: (core: Core) => Promise<void>,
): Promise<void> {
  const report = (problem: Error) => process.stderr.write(`${problem.message}\n`);
  const keys = { TOTRINH_KEK_FILE: kekFileOf(dataDir), XDG_CONFIG_HOME: configOf(dataDir) };
  const core = await openCore(readConfig({ TOTRINH_DATA_DIR: dataDir, ...keys }, null), { report });
  try {
    core.readModels.start();
    await core.sealKeeping.begin();
    await loadWorld(minhHoa, core.setUp, core.sessions);
    const redis = await PrivateRedis.start({ dataDir, report });
    const { socketPath } = redis;
    const { readModels, desk: own, seals } = core;
    const kinds = obligationKinds;
    const queue = new BullmqQueue({ address: { socketPath }, kinds, report, isSoleWorker: true });
    const desk = observe(own);
    const worker = new Worker({ readModels, queue, desk, seals: seals.watch, report });
    worker.start();
    try {
      await work(core);
    } finally {
      await worker.stop();
      await redis.stop();
    }
  } finally {
    await core.close();
  }
}
