import { resolve } from 'node:path';

import { OtherKeys, OtherKeysUnusable } from '#libs/privacy';
import { mergeKeys, openStores, storePlaceFrom, type Stores } from '#libs/runtime';

import { answered, tellOfLog } from './damage-told.js';
import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { requireLog } from './log-at-hand.js';
import { answer, number, tell } from './output.js';

/**
 * Brings back keys that another `keys.db` of the same log has: what was made while an older copy of
 * the file stood in its place. Nobody else may hold the data directory meanwhile.
 */
export async function mergeKeysFrom(file: string, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const place = storePlaceFrom(env);
  requireLog(place, env);
  const stores = await openStores(place);
  try {
    const code = await tellOfLog(place, env);
    const merged = await answered(code, () => mergeInto(stores, resolve(file), place.kekFile));
    return code === EXIT.ok ? merged : code;
  } catch (error) {
    if (!(error instanceof OtherKeysUnusable)) throw error;
    throw new CommandFailure(EXIT.usage, `${file}: ${error.sentence.vi}`);
  } finally {
    await stores.close();
  }
}

async function mergeInto({ store, keys }: Stores, file: string, kekFile: string) {
  const { taken, conflicting } = await mergeKeys(store, keys, new OtherKeys(file, kekFile));
  answer(`Đã lấy khóa của ${number(taken)} người hoặc hồ sơ.`);
  const left = keys.missingSubjects();
  if (left > 0) tell(`Còn thiếu khóa của ${number(left)} người hoặc hồ sơ.`);
  if (conflicting === 0) return EXIT.ok;
  tell(
    `Không lấy khóa của ${number(conflicting)} người hoặc hồ sơ: họ đã có khóa khác ở đây, và mỗi bên chỉ giữ được một.`,
  );
  return EXIT.conflict;
}
