import { Auditor } from '#libs/audit';
import { Refusal } from '#libs/domain';
import { DataDirectoryInUse } from '#libs/event-store';
import { openStores, storePlaceFrom, type StorePlace, type Stores } from '#libs/runtime';

import { CommandFailure, EXIT } from '../exit.js';
import { requireLog } from '../log-at-hand.js';
import { runningService } from '../service-at-hand.js';
import { RemoteAuditor } from './remote-auditor.js';

export type Auditing = Pick<Auditor, 'replay' | 'diff' | 'log' | 'show' | 'bisect'>;

/** Asks the log itself; where a service holds it, that service does. */
export async function askAuditor<Answer>(
  env: NodeJS.ProcessEnv,
  ask: (auditor: Auditing) => Promise<Answer>,
): Promise<Answer> {
  const place = storePlaceFrom(env);
  requireLog(place);
  const stores = await openUnlessInUse(place);
  if (!stores) return ask(new RemoteAuditor((await runningService(place.dataDir)).operator));
  try {
    const { store } = stores;
    const end = () => store.positionAt(store.head().size);
    return await ask(new Auditor({ ...stores, end }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const code = error.code === 'invalid' ? EXIT.usage : EXIT.noData;
    throw new CommandFailure(code, error.sentence.vi);
  } finally {
    await stores.close();
  }
}

async function openUnlessInUse(place: StorePlace): Promise<Stores | null> {
  try {
    return await openStores(place);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}
