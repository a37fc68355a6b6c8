import { join } from 'node:path';

import { Auditor } from '#libs/audit';
import { Refusal } from '#libs/domain';
import { DataDirectoryInUse, StoredLog } from '#libs/event-store';
import {
  announcedServer,
  openStores,
  storePlaceFrom,
  type StorePlace,
  type Stores,
} from '#libs/runtime';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { requireLog } from '../log-at-hand.js';
import { damageIn } from '../log-damage.js';
import { tell } from '../output.js';
import { readinessOf } from '../readiness.js';
import { runningService } from '../service-at-hand.js';
import { RemoteAuditor } from './remote-auditor.js';

export type Auditing = Pick<Auditor, 'replay' | 'diff' | 'log' | 'show' | 'bisect'>;

/** How long an answer waits for the log to be looked at: all of a small one, and not of a large. */
const CHECK_MS_MAX = 1_000;

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
  requireLog(place);
  const stores = await openUnlessInUse(place);
  if (!stores) return askService(place, ask);
  try {
    const { store } = stores;
    const damage = await damageHere(place);
    const code = told(damage && `SỔ KHÔNG TOÀN VẸN: ${damage}`);
    const end = () => store.positionAt(store.head().size);
    return { said: await ask(new Auditor({ ...stores, end })), code };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const code = error.code === 'invalid' ? EXIT.usage : EXIT.noData;
    throw new CommandFailure(code, error.sentence.vi);
  } finally {
    await stores.close();
  }
}

/** It checks its log by itself, and tells what it has found. */
async function askService<Answer>(
  { dataDir }: StorePlace,
  ask: (auditor: Auditing) => Promise<Answer>,
): Promise<Audited<Answer>> {
  const { operator } = await runningService(dataDir);
  const url = announcedServer(dataDir);
  const said = url === null ? null : await readinessOf(url);
  const isDoubtful = said?.status === 'log-read-only';
  const code = told(isDoubtful ? `Dịch vụ chỉ cho đọc: ${said.reason ?? ''}` : null);
  return { said: await ask(new RemoteAuditor(operator)), code };
}

async function damageHere({ dataDir, eventStoreUrl }: StorePlace): Promise<string | null> {
  if (eventStoreUrl !== null) return null;
  const log = StoredLog.open(join(dataDir, 'log.db'));
  try {
    const end = performance.now() + CHECK_MS_MAX;
    return await damageIn(log, dataDir, () => performance.now() < end);
  } finally {
    log.close();
  }
}

/** The answer is given all the same: it may be what shows the damage. */
function told(doubt: string | null): ExitCode {
  if (doubt === null) return EXIT.ok;
  tell(`${doubt} Câu trả lời tính từ sổ như đang có; hãy chạy: totrinh verify`);
  return EXIT.integrity;
}

async function openUnlessInUse(place: StorePlace): Promise<Stores | null> {
  try {
    return await openStores(place);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}
