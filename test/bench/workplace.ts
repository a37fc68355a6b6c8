import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AggregateReader } from '#libs/aggregates';
import { Executor } from '#libs/application';
import type { EventStore } from '#libs/event-store';
import type { SubjectKeys } from '#libs/privacy';
import { openStores } from '#libs/runtime';

export interface Workplace {
  readonly dir: string;
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly reader: AggregateReader;
  readonly executor: Executor;
}

/** A data directory of its own for one round, removed afterwards. */
export async function inWorkplace(work: (place: Workplace) => Promise<number>): Promise<number> {
  const dir = mkdtempSync(join(process.env.TOTRINH_BENCH_DIR ?? tmpdir(), 'totrinh-bench-'));
  const kekFile = `${dir}.kek`;
  const stores = await openStores({ dataDir: dir, sharedDir: dir, kekFile, eventStoreUrl: null });
  const { store, keys } = stores;
  const reader = new AggregateReader(store, keys);
  try {
    return await work({ dir, store, keys, reader, executor: new Executor(reader, store, keys) });
  } finally {
    await stores.close();
    rmSync(dir, { recursive: true });
    rmSync(kekFile, { force: true });
  }
}
