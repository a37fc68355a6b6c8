import { join } from 'node:path';

import { ReadModels } from '#libs/read-models';
import { openStores } from '#libs/runtime';

/** What a rebuild took, told by the process that did nothing else. */
export interface Rebuilt {
  readonly events: number;
  readonly seconds: number;
  readonly peakBytes: number;
}

// In a process of its own, for the memory is measured: all read models of the data directory.
const [, , dataDir = '', kekFile = ''] = process.argv;
const stores = await openStores({ dataDir, sharedDir: dataDir, kekFile, eventStoreUrl: null });
const models = ReadModels.open({ ...stores, file: join(dataDir, 'views.db') });
const startedAt = performance.now();
await models.rebuild();
const seconds = (performance.now() - startedAt) / 1_000;
const events = stores.store.head().size;
const isWhole = models.position() >= stores.store.positionAt(events - 1);
await models.stop();
await stores.close();
if (!isWhole) throw new Error('The rebuild ended before the end of the log.');
const peakBytes = process.resourceUsage().maxRSS * 1_024;
process.stdout.write(JSON.stringify({ events, seconds, peakBytes } satisfies Rebuilt));
