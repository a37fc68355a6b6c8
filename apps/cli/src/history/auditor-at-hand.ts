import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Auditor } from '#libs/audit';
import { Refusal } from '#libs/domain';
import { DataDirectoryInUse } from '#libs/event-store';
import { kekFileFrom, openEmbeddedStores, type EmbeddedStores } from '#libs/runtime';

import { CommandFailure, EXIT } from '../exit.js';
import { dataDirOf, runningService } from '../service-at-hand.js';
import { RemoteAuditor } from './remote-auditor.js';

export type Auditing = Pick<Auditor, 'replay' | 'diff' | 'log' | 'show' | 'bisect'>;

/** Asks the log itself; where a service holds it, that service does. */
export async function askAuditor<Answer>(
  env: NodeJS.ProcessEnv,
  ask: (auditor: Auditing) => Promise<Answer>,
): Promise<Answer> {
  const dataDir = dataDirOf(env);
  if (!existsSync(join(dataDir, 'log.db')))
    throw new CommandFailure(EXIT.noData, `Thư mục ${dataDir} chưa có sổ sự kiện nào.`);
  const stores = await openUnlessInUse(dataDir, kekFileFrom(env));
  if (!stores) return ask(new RemoteAuditor((await runningService(dataDir)).operator));
  try {
    return await ask(new Auditor(stores));
  } catch (error) {
    if (error instanceof Refusal) throw new CommandFailure(EXIT.noData, error.sentence.vi);
    throw error;
  } finally {
    await stores.close();
  }
}

async function openUnlessInUse(dataDir: string, kekFile: string): Promise<EmbeddedStores | null> {
  try {
    return await openEmbeddedStores(dataDir, kekFile);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}
