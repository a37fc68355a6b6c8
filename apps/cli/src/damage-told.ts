import { Refusal, type Sentence } from '#libs/domain';
import { isUnreadable } from '#libs/event-store';
import type { StorePlace } from '#libs/runtime';

import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { lookAt } from './log-damage.js';
import { tell } from './output.js';
import { readinessOf } from './readiness.js';

/** How long an answer waits for the log to be looked at. */
const LOOK_MS_MAX = 1_000;

/** Tells what is wrong with the log file; the answer is given all the same, as it may show more. */
export async function tellOfLog(place: StorePlace, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const { damage, isWhole } = await lookAt(place, env, LOOK_MS_MAX);
  if (damage !== null) tell(`SỔ KHÔNG TOÀN VẸN: ${damage} Câu trả lời tính từ sổ như đang có.`);
  else if (!isWhole) tell('Sổ dài: chưa tính lại hết các sự kiện trước khi trả lời.');
  if (damage !== null || !isWhole) tell('Để kiểm tra hết, hãy chạy: totrinh verify');
  return damage === null ? EXIT.ok : EXIT.integrity;
}

/**
 * As `tellOfLog`, where a service holds the log. It knows what it found wrong when it started, and
 * may have told it here; the file may be another since.
 */
export async function tellOfService(
  url: string | null,
  place: StorePlace,
  env: NodeJS.ProcessEnv,
  told: ReadonlySet<string> = new Set(),
): Promise<ExitCode> {
  const ready = url === null ? null : await readinessOf(url);
  const reason = ready?.status === 'log-read-only' ? (ready.reason ?? '') : null;
  if (reason !== null && !told.has(reason)) tell(reason);
  // One that was just restored is whole, and only not accepted yet.
  const isDamaged = reason !== null && ready?.kind !== 'restored';
  return isDamaged ? EXIT.integrity : tellOfLog(place, env);
}

/** The damage that a service has found by now, as it goes on looking while it answers. */
export async function foundByNow(url: string): Promise<string | null> {
  const ready = await readinessOf(url);
  const isDamaged = ready?.status === 'log-read-only' && ready.kind !== 'restored';
  return isDamaged ? (ready.reason ?? '') : null;
}

/** Of a damaged log no refusal stands for itself: what was asked for may be what is damaged. */
export async function answered<Answer>(
  code: ExitCode,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
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
