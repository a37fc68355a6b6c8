import { Auditor } from '#libs/audit';
import { Refusal, type Sentence } from '#libs/domain';
import { DataDirectoryInUse, isUnreadable } from '#libs/event-store';
import {
  announcedServer,
  openStores,
  storePlaceFrom,
  type StorePlace,
  type Stores,
} from '#libs/runtime';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { requireLog } from '../log-at-hand.js';
import { lookAt } from '../log-damage.js';
import { tell } from '../output.js';
import { readinessOf } from '../readiness.js';
import { runningService } from '../service-at-hand.js';
import type { Auditing } from './auditing.js';
import { RemoteAuditor } from './remote-auditor.js';

/** How long an answer waits for the log to be looked at. */
const LOOK_MS_MAX = 1_000;

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
  if (!stores) return askService(place, env, ask);
  try {
    const { store } = stores;
    const code = await look(place, env);
    const end = () => store.positionAt(store.head().size);
    return await answered(code, () => ask(new Auditor({ ...stores, end })));
  } finally {
    await stores.close();
  }
}

/** It tells what it found wrong with its log when it started; the file may be another since. */
async function askService<Answer>(
  place: StorePlace,
  env: NodeJS.ProcessEnv,
  ask: (auditor: Auditing) => Promise<Answer>,
): Promise<Audited<Answer>> {
  const { operator } = await runningService(place.dataDir);
  const url = announcedServer(place.dataDir);
  const ready = url === null ? null : await readinessOf(url);
  const isReadOnly = ready?.status === 'log-read-only';
  if (isReadOnly) tell(ready.reason ?? '');
  // One that was just restored is whole, and only not accepted yet.
  const isDamaged = isReadOnly && ready.kind !== 'restored';
  const code = isDamaged ? EXIT.integrity : await look(place, env);
  return answered(code, () => ask(new RemoteAuditor(operator)));
}

/** Tells what is wrong with the log file; the answer is given all the same, as it may show more. */
async function look(place: StorePlace, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const { damage, isWhole } = await lookAt(place, env, LOOK_MS_MAX);
  if (damage !== null) tell(`SỔ KHÔNG TOÀN VẸN: ${damage} Câu trả lời tính từ sổ như đang có.`);
  else if (!isWhole) tell('Sổ dài: chưa tính lại hết các sự kiện trước khi trả lời.');
  if (damage !== null || !isWhole) tell('Để kiểm tra hết, hãy chạy: totrinh verify');
  return damage === null ? EXIT.ok : EXIT.integrity;
}

/** Of a damaged log no refusal stands for itself: what was asked for may be what is damaged. */
async function answered<Answer>(
  code: ExitCode,
  ask: () => Promise<Answer>,
): Promise<Audited<Answer>> {
  try {
    return { said: await ask(), code };
  } catch (error) {
    if (isUnreadable(error)) throw new CommandFailure(EXIT.integrity, UNREADABLE.vi, UNREADABLE.en);
    if (error instanceof CommandFailure && code !== EXIT.ok)
      throw new CommandFailure(code, error.message, error.en);
    if (!(error instanceof Refusal)) throw error;
    const refused = error.code === 'invalid' ? EXIT.usage : EXIT.noData;
    throw new CommandFailure(code === EXIT.ok ? refused : code, error.sentence.vi);
  }
}

const UNREADABLE: Sentence = {
  vi: 'SỔ KHÔNG TOÀN VẸN: có sự kiện không đọc được. Hãy chạy: totrinh verify',
  en: 'An event of the log cannot be read. Run: totrinh verify',
};

async function openUnlessInUse(place: StorePlace): Promise<Stores | null> {
  try {
    return await openStores(place);
  } catch (error) {
    if (error instanceof DataDirectoryInUse) return null;
    throw error;
  }
}
