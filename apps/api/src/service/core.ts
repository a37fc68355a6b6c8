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
import { ReadModels } from '#libs/read-models';
import { openEmbeddedStores } from '#libs/runtime';
import { Sessions } from '#libs/sessions';

/** Everything that works on one data directory, wired together once. */
export interface Core {
  readonly clock: Clock;
  readonly reader: AggregateReader;
  readonly context: DecisionContext;
  readonly executor: Executor;
  readonly desk: ObligationDesk;
  readonly setUp: SetUp;
  readonly readModels: ReadModels;
  readonly sessions: Sessions;
  close(): Promise<void>;
}

/** Throws `DataDirectoryInUse` when another process holds the directory. */
export function openCore(dataDir: string, clock: Clock = systemClock): Core {
  const stores = openEmbeddedStores(dataDir);
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
    clock,
    reader,
    context,
    executor,
    desk: new ObligationDesk(handlers, executor, reader, clock),
    setUp: new SetUp(executor, clock),
    readModels,
    sessions,
    close: async () => {
      await readModels.stop();
      sessions.dispose();
      await stores.close();
    },
  };
}
