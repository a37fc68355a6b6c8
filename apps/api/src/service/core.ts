import { join } from 'node:path';

import { AggregateReader } from '#libs/aggregates';
import {
  DecisionContext,
  EnactIssuedDecision,
  Executor,
  ObligationDesk,
  OpenNextStep,
  SetUp,
  systemClock,
  type Clock,
} from '#libs/application';
import type { SubjectKeys } from '#libs/privacy';
import { ReadModels } from '#libs/read-models';
import { eraseAsRecorded, kekFileFrom, openEmbeddedStores } from '#libs/runtime';
import { Sessions } from '#libs/sessions';

import type { ServiceConfig } from '../config.js';

/** Everything that works on one data directory, wired together once. */
export interface Core {
  readonly clock: Clock;
  readonly keys: SubjectKeys;
  readonly reader: AggregateReader;
  readonly context: DecisionContext;
  readonly executor: Executor;
  readonly desk: ObligationDesk;
  readonly setUp: SetUp;
  readonly readModels: ReadModels;
  readonly sessions: Sessions;
  /** Carries out the erasures that the log has and the keys do not know of yet. */
  eraseAsRecorded(): Promise<void>;
  close(): Promise<void>;
}

/** Throws `DataDirectoryInUse` when another process holds the directory, and `KekUnusable`. */
export async function openCore(
  { dataDir, kekFile }: Pick<ServiceConfig, 'dataDir' | 'kekFile'>,
  clock: Clock = systemClock,
): Promise<Core> {
  const stores = await openEmbeddedStores(dataDir, kekFile ?? kekFileFrom(process.env));
  const { store, keys } = stores;
  const readModels = ReadModels.open({ file: join(dataDir, 'views.db'), store, keys });
  const sessions = new Sessions(join(dataDir, 'access.db'));
  const reader = new AggregateReader(store, keys);
  const context = new DecisionContext(reader);
  const executor = new Executor(reader, store, keys);
  const handlers = {
    'open-step': new OpenNextStep(executor, reader, context, clock),
    enact: new EnactIssuedDecision(executor, reader, context, clock),
  };
  return {
    ...{ clock, keys, reader, context, executor },
    desk: new ObligationDesk(handlers, executor, reader, clock),
    setUp: new SetUp(executor, clock),
    readModels,
    sessions,
    eraseAsRecorded: () => eraseAsRecorded(store, keys),
    close: async () => {
      await readModels.stop();
      sessions.dispose();
      await stores.close();
    },
  };
}
