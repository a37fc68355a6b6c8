import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AggregateReader } from '#libs/aggregates';
import { Executor } from '#libs/application';
import { EventStoreDbStore, type EventStore } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';
import { openStores } from '#libs/runtime';

export interface Workplace {
  readonly dir: string;
  /** In the name of every stream: a store elsewhere keeps what earlier rounds wrote. */
  readonly run: string;
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  readonly reader: AggregateReader;
  readonly executor: Executor;
}

/** How a measurement gets the log that it measures. */
export type InPlace = (work: (place: Workplace) => Promise<number>) => Promise<number>;

/** The log in an EventStoreDB or KurrentDB; the keys are in a directory of each round. */
export function inStore(url: string): InPlace {
  return (work) =>
    inDirectory(async (dir, kekFile) => {
      const store = EventStoreDbStore.open(url);
      const keys = new SubjectKeys(join(dir, 'keys.db'), kekFile);
      try {
        return await work(placeOf(dir, store, keys));
      } finally {
        keys.close();
        await store.close();
      }
    });
}

/** A data directory of its own for one round, removed afterwards. */
export const inWorkplace: InPlace = (work) =>
  inDirectory((dir, kekFile) => workIn(dir, kekFile, work));

/** Holds the data directory only while the work is done. */
export async function workIn<T>(
  dir: string,
  kekFile: string,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const place = { dataDir: dir, sharedDir: dir, kekFile, eventStoreUrl: null };
  const stores = await openStores(place);
  try {
    return await work(placeOf(dir, stores.store, stores.keys));
  } finally {
    await stores.close();
  }
}

function placeOf(dir: string, store: EventStore, keys: SubjectKeys): Workplace {
  const reader = new AggregateReader(store, keys);
  const executor = new Executor(reader, store, keys);
  return { dir, run: randomUUID(), store, keys, reader, executor };
}

/** Removed afterwards, with the key file beside it. */
export async function inDirectory<T>(
  work: (dir: string, kekFile: string) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(process.env.TOTRINH_BENCH_DIR ?? tmpdir(), 'totrinh-bench-'));
  const kekFile = `${dir}.kek`;
  try {
    return await work(dir, kekFile);
  } finally {
    rmSync(dir, { recursive: true });
    rmSync(kekFile, { force: true });
  }
}
