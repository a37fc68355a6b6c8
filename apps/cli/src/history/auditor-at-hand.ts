import { Auditor } from '#libs/audit';
import { DataDirectoryInUse } from '#libs/event-store';
import { openStores, storePlaceFrom, type StorePlace, type Stores } from '#libs/runtime';

import { answered, tellOfLog, tellOfService } from '../damage-told.js';
import type { ExitCode } from '../exit.js';
import { requireLog } from '../log-at-hand.js';
import { runningService } from '../service-at-hand.js';
import type { Auditing } from './auditing.js';
import { RemoteAuditor } from './remote-auditor.js';

export interface Audited<Answer> {
  readonly said: Answer;
  /** Not `ok` where the log that it was worked out from is damaged, which has been told. */
  readonly code: ExitCode;
}

/** Asks the log itself; where a service holds it, that service does. */
export async function askAuditor<Answer>(
  env: NodeJS.ProcessEnv,
  ask: (auditor: Auditing) => Promise<Answer>,
): Promise<Audited<Answer>> {
  const place = storePlaceFrom(env);
  requireLog(place, env);
  const stores = await openUnlessInUse(place);
  if (!stores) return askService(place, env, ask);
  try {
    const { store } = stores;
    const code = await tellOfLog(place, env);
    const end = () => store.positionAt(store.head().size);
    return { said: await answered(code, () => ask(new Auditor({ ...stores, end }))), code };
  } finally {
    await stores.close();
  }
}

async function askService<Answer>(
  place: StorePlace,
  env: NodeJS.ProcessEnv,
  ask: (auditor: Auditing) => Promise<Answer>,
): Promise<Audited<Answer>> {
  const { operator, url } = await runningService(place.dataDir);
  const code = await tellOfService(url, place, env);
  return { said: await answered(code, () => ask(new RemoteAuditor(operator))), code };
}

async function openUnlessInUse(place: StorePlace): Promise<Stores | null> {
  try {
    return await openStores(place);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}
