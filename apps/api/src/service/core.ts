import { join } from 'node:path';

import { AggregateReader } from '#libs/aggregates';
import {
  DecisionContext,
  EnactIssuedDecision,
  Executor,
  neverBackwards,
  ObligationDesk,
  OpenNextStep,
  SealFinalDecision,
  SetUp,
  systemClock,
  type Clock,
} from '#libs/application';
import { Auditor, KeptRecords } from '#libs/audit';
import { openedWhole } from '#libs/event-store';
import type { SubjectKeys } from '#libs/privacy';
import type { ObligationWork } from '#libs/queues';
import { ReadModels } from '#libs/read-models';
import { openStores, reconcileKeys, type StorePlace } from '#libs/runtime';
import { guarded, requireNotLost, Seals } from '#libs/seals';
import { Sessions } from '#libs/sessions';

import type { ServiceConfig } from '../config.js';
import { Backups } from './backups.js';
import { LogExports } from './log-exports.js';
import { SealKeeping } from './seal-keeping.js';
import { MetDamage } from './met-damage.js';
import { lastMoment, Warnings } from './warnings.js';
import { WriteTrouble } from './write-trouble.js';

/** Everything that works on one data directory, wired together once. */
export interface Core {
  readonly clock: Clock;
  readonly keys: SubjectKeys;
  readonly reader: AggregateReader;
  readonly auditor: Auditor;
  readonly context: DecisionContext;
  readonly executor: Executor;
  readonly desk: ObligationWork;
  readonly setUp: SetUp;
  readonly readModels: ReadModels;
  readonly sessions: Sessions;
  readonly seals: Seals;
  readonly sealKeeping: SealKeeping;
  readonly backups: Backups;
  readonly exports: LogExports;
  readonly warnings: Warnings;
  readonly writeTrouble: WriteTrouble;
  readonly damage: MetDamage;
  /** Brings the keys to what the log says: what it has erased, and what it needs. */
  reconcileKeys(): Promise<void>;
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly report: (problem: Error) => void;
  /** How many events of a log elsewhere have been read, before it can be worked with. */
  readonly progress?: ((done: number) => void) | undefined;
  readonly clock?: Clock;
  /** Name of a log to be begun in an empty event store. */
  readonly begins?: string | undefined;
}

/**
 * Throws what `openStores` throws, `LogLost` where a log that was sealed here is gone, and
 * `DamagedFile` for the passwords.
 */
export async function openCore(
  config: StorePlace & Pick<ServiceConfig, 'seals'>,
  { report, progress, clock: ticking = systemClock, begins }: CoreOptions,
): Promise<Core> {
  const { dataDir, sharedDir, eventStoreUrl, seals: settings } = config;
  if (eventStoreUrl === null) requireNotLost(settings, dataDir);
  const stores = await openStores(config, { report, progress, begins });
  const { store, keys, openChecked } = stores;
  const last = await lastMoment(store);
  const clock = neverBackwards(ticking, last);
  const readModels = ReadModels.open({ file: join(dataDir, 'views.db'), store, keys, report });
  const accessFile = join(sharedDir, 'access.db');
  const sessions = openedWhole(accessFile, () => new Sessions(accessFile));
  const reader = new AggregateReader(store, keys);
  const context = new DecisionContext(reader);
  const records = new KeptRecords(reader);
  const isShared = eventStoreUrl !== null;
  const log = { store, log: store, openChecked, isShared };
  const seals = new Seals({ ...log, dataDir: sharedDir, settings, report });
  const warnings = new Warnings({ store, keys, seals, clock: ticking, report });
  await warnings.tell();
  const backups = new Backups(config, seals);
  const damage = new MetDamage(seals.condition, settings, report);
  const writeTrouble = new WriteTrouble({
    directories: [...new Set([dataDir, sharedDir])],
    askStore: isShared ? () => store.readAll(0, 1) : null,
    ...{ damage, report },
  });
  const executor = new Executor(reader, guarded(store, seals.condition), keys);
  const setUp = new SetUp(executor, clock);
  const restoring = new SetUp(new Executor(reader, store, keys), clock);
  const handlers = {
    'open-step': new OpenNextStep(executor, reader, context, clock),
    enact: new EnactIssuedDecision(executor, reader, context, clock),
    seal: new SealFinalDecision(reader, (position) => seals.cover(position)),
  };
  return {
    ...{ clock, keys, warnings, writeTrouble, damage, reader, context, executor },
    auditor: new Auditor({
      ...{ store, keys, records, units: readModels.units },
      end: () => store.positionAt(store.head().size),
    }),
    desk: writeTrouble.watched(new ObligationDesk(handlers, executor, reader, clock)),
    ...{ setUp, seals },
    backups,
    exports: new LogExports(sharedDir, store, seals),
    sealKeeping: new SealKeeping({ seals, reader, store, setUp, restoring }),
    readModels,
    sessions,
    reconcileKeys: () => reconcileKeys(store, keys),
    close: async () => {
      await backups.settled();
      await readModels.stop();
      await seals.stop();
      sessions.dispose();
      await stores.close();
    },
  };
}
